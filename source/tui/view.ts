// What a panel gets to draw: the session as it stands, what the viewer chose, and how things look. Made afresh for every
// frame; panels read it and keep nothing.

import type {Run} from '../session/run/run.js';
import type {ViewedSession} from '../session/session.js';
import type {EventLog} from './event-log.js';
import type {PresetEntry} from './host.js';
import type {Look} from './look/text.js';
import type {ViewState} from './view-state.js';

export interface View {
	readonly session: ViewedSession;
	/** Its columns, in the order of letters: simulated, recorded, or of this machine, all drawn alike. */
	readonly runs: readonly Run[];
	readonly state: ViewState;
	readonly look: Look;
	readonly columns: number;
	readonly rows: number;
	readonly events: EventLog;
	/** Presets that ship. */
	presets(): readonly PresetEntry[];
	/** Writes are refused. */
	readonly readOnly: boolean;
	/** For each run the letter of the first run before it that equals it in every counter, or null. */
	readonly alike: readonly (string | null)[];
	/** The preset's caption while it is news, else null. */
	readonly caption: string | null;
	/** Simulated time is held until the caption has been read. */
	readonly isReading: boolean;
	/** What the latest step, knob or action did, while it is news. */
	readonly happened: {readonly text: string; readonly isEnd: boolean} | null;
	/** What takes longer than a frame and how far it has come, 0..1; null: nothing does. */
	readonly underWay: {readonly what: string; readonly done: number; readonly isCancellable: boolean} | null;
	/** Simulated seconds per second that were reached lately, when they fall short of the speed chosen. */
	readonly reachedSpeed: number | null;
}

/** The run that the viewer selected. */
export function selectedRun({runs, state}: View): Run {
	return runs.find((run) => run.letter === state.selected) ?? runs[0];
}

export function baselineRun({runs, state}: View): Run {
	return runs.find((run) => run.letter === state.baseline) ?? runs[0];
}

/** For each run the first before it with the same counters. */
export function findAlike(runs: readonly Run[]): Array<string | null> {
	return runs.map((run, index) => runs.slice(0, index).find((other) => run.equals(other))?.letter ?? null);
}

/** Of no run more is known than what a kernel shows: where ksmd stands, single pages and what freed them are unknown. */
export const hasCountersOnly = ({runs}: Pick<View, 'runs'>): boolean =>
	runs.every((run) => run.ksmd() === null && run.pages === null);
