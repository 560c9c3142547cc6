// The input of a panel: the session as it stands, the viewer's choices, and the look. Made anew for every frame; panels
// only read it and keep nothing.

import type {Run} from '../session/run/run.js';
import type {ViewedSession} from '../session/session.js';
import type {EventLog} from './event-log.js';
import type {PresetEntry} from './host.js';
import type {Look} from './look/text.js';
import type {ViewState} from './view-state.js';

/** What all panels draw one frame from. */
export interface View {
	/** The session as it stands. */
	readonly session: ViewedSession;
	/** Its columns, in the order of letters: simulated, recorded, or of this machine, all drawn alike. */
	readonly runs: readonly Run[];
	/** What the viewer chose. */
	readonly state: ViewState;
	/** Theme and glyphs of the terminal. */
	readonly look: Look;
	/** Columns of the terminal. */
	readonly columns: number;
	/** Rows of the terminal. */
	readonly rows: number;
	/** The log of events of all runs. */
	readonly events: EventLog;
	/** The presets that ship, for the dialog. */
	presets(): readonly PresetEntry[];
	/** Whether knobs and forks are refused. */
	readonly readOnly: boolean;
	/** For each run the letter of the first run before it that equals it in every counter, or null. */
	readonly alike: readonly (string | null)[];
	/** The preset's caption while it is news, else null. */
	readonly caption: string | null;
	/** Simulated time is held until the caption has been read. */
	readonly isReading: boolean;
	/** What the latest step, knob or action did, while it is news. */
	readonly happened: {readonly text: string; readonly isEnd: boolean} | null;
	/** The task in progress and its share done, 0 to 1; null: none. */
	readonly underWay: {readonly what: string; readonly done: number; readonly isCancellable: boolean} | null;
	/** The speed reached lately, simulated seconds per second, when it is below the chosen one; else null. */
	readonly reachedSpeed: number | null;
}

/** The run that the viewer selected. */
export function selectedRun({runs, state}: View): Run {
	return runs.find((run) => run.letter === state.selected) ?? runs[0];
}

/** The run that others are compared with; the first one where it no longer exists. */
export function baselineRun({runs, state}: View): Run {
	return runs.find((run) => run.letter === state.baseline) ?? runs[0];
}

/** For each run the first before it with the same counters. */
export function findAlike(runs: readonly Run[]): Array<string | null> {
	return runs.map((run, index) => runs.slice(0, index).find((other) => run.equals(other))?.letter ?? null);
}

/** Whether every run is a real machine of which only counters are known, not ksmd's cursor or single pages. */
export const hasCountersOnly = ({runs}: Pick<View, 'runs'>): boolean =>
	runs.every((run) => run.ksmd() === null && run.pages === null);
