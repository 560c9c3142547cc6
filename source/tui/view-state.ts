// What the viewer chose: pace, focus, cursors, open dialogs. None of it is part of the simulation: two viewers of one
// session may differ in all of it.

import type {Row} from '../session/run/row.js';
import type {ViewedSession} from '../session/session.js';
import type {Units} from './look/numbers.js';
import type {PanelId} from './panel-ids.js';

/** Running at `speed`; seeking a goal as fast as possible; or standing still. */
export type Pace = 'running' | 'seeking' | 'paused';

export type DialogId = 'help' | 'knobs' | 'presets' | 'kernels' | 'fork' | 'breakpoints' | 'detail';

export interface Dialog {
	readonly id: DialogId;
	/** The item under the cursor, or the first line shown where there are no items. */
	readonly cursor: number;
	/** Items that were ticked. */
	readonly chosen: ReadonlySet<string>;
	/** What a detail is about, as lines. */
	readonly lines: readonly string[];
}

/** A step under way: to the next page, wakeup or full scan of a run, or until a condition holds. */
export interface Step {
	readonly kind: 'page' | 'wakeup' | 'pass' | 'condition';
	/** The run that is stepped. */
	readonly letter: string;
	/** Its figures when the step began. */
	readonly from: Row;
}

export interface Prompt {
	/** What the text will be used for. */
	readonly use: 'filter' | 'condition' | 'breakpoint' | 'knob';
	readonly label: string;
	readonly text: string;
	/** What was wrong with the text when it was entered. */
	readonly problem?: string;
	/** The knob that is written. */
	readonly knob?: string;
}

export interface Message {
	readonly text: string;
	readonly isError: boolean;
}

export interface ViewState {
	readonly pace: Pace;
	/** Simulated seconds per second; Infinity: as fast as possible. */
	readonly speed: number;
	/** The viewer chose the speed since the preset last did: captions then do not hold it up. */
	readonly ownSpeed: boolean;
	/** Letters of the selected run and of the one that others are compared with. */
	readonly selected: string;
	readonly baseline: string;
	readonly focus: PanelId;
	readonly expanded: boolean;
	/** Place of the cursor in each panel that has one. */
	readonly cursors: Readonly<Partial<Record<PanelId, number>>>;
	readonly filter: string;
	/** Index of the column by which processes are sorted. */
	readonly sort: number;
	/** Index of the first chart shown. */
	readonly chart: number;
	readonly zoom: number;
	readonly pan: number;
	/** Simulated time under the cursor of the charts; null: there is none. */
	readonly chartNs: number | null;
	readonly units: Units;
	readonly dialog: Dialog | null;
	readonly prompt: Prompt | null;
	readonly message: Message | null;
	/** Why the session stands still, when it stopped by itself. */
	readonly stopped: string | null;
	readonly framesPerSecond: number;
	/** Panels of the stage of a large terminal; null: all. */
	readonly panels: readonly PanelId[] | null;
	/** What the viewer steps towards; null when nothing is. */
	readonly step: Step | null;
	/** The knob turned last, as the knobs panel says it. */
	readonly lastTurned: string | null;
}

/** The regression is what people look for: a run of `mainline` is selected, else the first. All are held against reality where it is there, else against the first. */
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
