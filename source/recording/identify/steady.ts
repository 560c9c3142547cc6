// Whether other activity has disturbed a recording. In exact mode a kernel does the same again with a workload: a
// recording that fits no known kernel is repeated, and accepted only when two of them agree.

import type {Recording} from '../recording.js';
import {compareRows} from '../difference.js';
import type {SeparatedWorkload} from './separate.js';

/** Recordings of one workload, at most. */
export const MOST_ATTEMPTS = 4;

/** Whether the recording is that of at least one candidate. */
function fitsAny({rows}: SeparatedWorkload, recording: Recording): boolean {
	return rows.some((expected) => compareRows(expected, recording.rows).differences.length === 0);
}

/** Whether two recordings of a workload say the same. */
export const agree = (one: Recording, other: Recording): boolean =>
	compareRows(one.rows, other.rows).differences.length === 0;

/** The recording of a workload that is used. */
export interface Settled {
	/** The newest recording of the workload. */
	readonly recording: Recording;
	/** Recordings that were made. */
	readonly attempts: number;
	/** It fits a candidate, or two recordings agree; false: neither. */
	readonly isSteady: boolean;
}

/** Chooses among the recordings made so far, oldest first; null: another one is needed. */
export function settle(workload: SeparatedWorkload, recordings: readonly Recording[]): Settled | null {
	const newest = recordings.at(-1);
	if (newest === undefined) return null;
	const attempts = recordings.length;
	const isSteady =
		fitsAny(workload, newest) || recordings.slice(0, -1).some((earlier) => agree(earlier, newest));
	return isSteady || attempts >= MOST_ATTEMPTS ? {recording: newest, attempts, isSteady} : null;
}
