// The viewer's choices: pace, focus, cursors, open dialogs. None of it is part of the simulation.

import type {Row} from '../session/run/row.js';
import type {ViewedSession} from '../session/session.js';
import type {Units} from './look/numbers.js';
import type {PanelId} from './panel-ids.js';

/** Running at `speed`; seeking a goal at full speed; or paused. */
export type Pace = 'running' | 'seeking' | 'paused';

/** The dialogs; dialogs/index.ts has one for each. */
export type DialogId = 'help' | 'knobs' | 'presets' | 'kernels' | 'fork' | 'breakpoints' | 'detail';

/** The dialog that is open. */
export interface Dialog {
	/** Which of the dialogs it is. */
	readonly id: DialogId;
	/** The item under the cursor, or the first line shown where there are no items. */
	readonly cursor: number;
	/** Ids of the ticked items. */
	readonly chosen: ReadonlySet<string>;
	/** The text of a detail dialog; empty in others. */
	readonly lines: readonly string[];
}

/** A step in progress: to the next page, wakeup or full scan of a run, or until a condition holds. */
export interface Step {
	/** What the step leads to. */
	readonly kind: 'page' | 'wakeup' | 'pass' | 'condition';
	/** Letter of the run that is stepped. */
	readonly letter: string;
	/** The run's figures when the step began. */
	readonly from: Row;
}

/** The line of text that is being typed. */
export interface Prompt {
	/** What the text will be used for. */
	readonly use: 'filter' | 'condition' | 'breakpoint' | 'knob';
	/** Text before the typed one. */
	readonly label: string;
	/** The typed text, at most 200 characters, sanitized. */
	readonly text: string;
	/** What was wrong with the text when it was entered. */
	readonly problem?: string;
	/** The knob that is to be written, for use knob. */
	readonly knob?: string;
}

/** The answer to the last key, in the last line until the next key. */
export interface Message {
	/** The message, not yet sanitized. */
	readonly text: string;
	/** Whether it is drawn as an error. */
	readonly isError: boolean;
}

/** Everything that the viewer can choose, and what is open. */
export interface ViewState {
	/** Whether simulated time passes. */
	readonly pace: Pace;
	/** Simulated seconds per second; Infinity: as fast as possible. */
	readonly speed: number;
	/** The viewer has set the speed since the preset last did: captions then do not hold simulated time. */
	readonly ownSpeed: boolean;
	/** Letter of the selected run. */
	readonly selected: string;
	/** Letter of the run that the others are compared with. */
	readonly baseline: string;
	/** The panel that has the focus, in which keys move. */
	readonly focus: PanelId;
	/** Whether the focused panel fills the screen. */
	readonly expanded: boolean;
	/** Place of the cursor in each panel that has one. */
	readonly cursors: Readonly<Partial<Record<PanelId, number>>>;
	/** Of events, processes, knobs and dialogs; '' for none. */
	readonly filter: string;
	/** Index of the column by which processes are sorted. */
	readonly sort: number;
	/** Index of the first chart shown. */
	readonly chart: number;
	/** 0: charts show everything; each step halves the time shown. */
	readonly zoom: number;
	/** Eighths of the shown time that charts are moved back. */
	readonly pan: number;
	/** Simulated time under the cursor of the charts; null: there is none. */
	readonly chartNs: number | null;
	/** Unit of amounts of memory. */
	readonly units: Units;
	/** The open dialog; null: none. */
	readonly dialog: Dialog | null;
	/** The line that is being typed; null: none. */
	readonly prompt: Prompt | null;
	/** The message in the last line; null: none. */
	readonly message: Message | null;
	/** Why the session paused, if it did so by itself. */
	readonly stopped: string | null;
	/** Frames per second, 0.5 to 30; default 4. */
	readonly framesPerSecond: number;
	/** Panels of the stage of a large terminal; null: all. */
	readonly panels: readonly PanelId[] | null;
	/** The step in progress; null: none. */
	readonly step: Step | null;
	/** The last knob that was written, with value and time, for the line of knobs; null: none. */
	readonly lastTurned: string | null;
}

/** The choices at the start. A run of `mainline` is selected, since most presets are about it; the baseline is the recording if there is one, else the first run. */
export function initialState(
	speed: number,
	{runs, reference}: Pick<ViewedSession, 'runs' | 'reference'>,
	chart = 0,
): ViewState {
	return {
		pace: 'running',
		speed,
		ownSpeed: false,
		selected: (runs.find((run) => run.title === 'mainline') ?? runs[0])?.letter ?? 'A',
		baseline: reference?.letter ?? 'A',
		focus: 'chart',
		expanded: false,
		cursors: {},
		filter: '',
		sort: 0,
		chart,
		zoom: 0,
		pan: 0,
		chartNs: null,
		units: 'pages',
		dialog: null,
		prompt: null,
		message: null,
		stopped: null,
		framesPerSecond: 4,
		panels: null,
		step: null,
		lastTurned: null,
	};
}
