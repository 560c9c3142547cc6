// A row: the figures of a run at one instant, in the order of ROW_NAMES.

import {readRow, ROW_NAMES, rowIndex, type ReadonlyMachine} from '../../core/index.js';

/** Immutable: checkpoints and reports share rows. */
export interface Row {
	/** Simulated ns. */
	readonly timeNs: number;
	/** Wakeups of ksmd that have ended. */
	readonly wakeups: number;
	/** Full scans so far, never reset. */
	readonly pass: number;
	/** In the order of ROW_NAMES. */
	readonly values: Float64Array;
}

/** Takes a row of the machine as it is now. Frozen: checkpoints share rows. */
export const takeRow = (machine: ReadonlyMachine): Row =>
	Object.freeze({
		timeNs: machine.nowNs,
		wakeups: machine.ksm.thread.wakeups,
		pass: machine.ksm.fullScansEver,
		values: readRow(machine),
	});

/** A row of what `figure` says now; NaN where it says nothing. Frozen. */
export const rowOf = (moment: Omit<Row, 'values'>, figure: (name: string) => number | undefined): Row =>
	Object.freeze({
		...moment,
		values: Float64Array.from(ROW_NAMES, (name) => figure(name) ?? Number.NaN),
	});

/** A figure of a row; throws a RangeError for a name that no row has. */
export function rowValue(row: Row, name: string): number {
	const index = rowIndex(name);
	if (index === undefined) throw new RangeError(`no row has a figure named ${name}`);
	return row.values[index];
}
