// All figures of a machine at one instant, flat, under the names that conditions, expectations and reports use:
// counters and model fields by their own name, the ledger as `freed_pages.<cause>` and so on. One list holds the
// order, so that rows are plain Float64Arrays and long runs cost little.

import {COUNTERS, MODEL_COUNTERS} from '../core/catalogue/counters/index.js';
import {ALLOC_CAUSES, FREE_CAUSES, SPLITTERS} from '../core/catalogue/causes.js';
import type {Machine} from '../core/state/machine.js';

/** Every name of a row, in its order. */
export const ROW_NAMES: readonly string[] = [
	...COUNTERS.map((counter) => counter.name),
	...MODEL_COUNTERS.map((counter) => counter.name),
	...FREE_CAUSES.map((cause) => `freed_pages.${cause}`),
	...SPLITTERS.map((splitter) => `split_remap_by.${splitter}`),
	...ALLOC_CAUSES.map((cause) => `allocated_pages.${cause}`),
	'max_freed_in_one_wakeup',
	'wakeups_over_budget',
	'max_freed_in_one_visit',
	'longest_wakeup_ns',
	...SPLITTERS.map((splitter) => `zero_tests.${splitter}`),
	...SPLITTERS.map((splitter) => `split_cpu_ns.${splitter}`),
];

const READERS: ReadonlyArray<(machine: Machine) => number> = [
	...COUNTERS.map((counter) => counter.read),
	...MODEL_COUNTERS.map((counter) => counter.read),
	...FREE_CAUSES.map((cause) => (machine: Machine) => machine.ledger.freedPages[cause]),
	...SPLITTERS.map((splitter) => (machine: Machine) => machine.ledger.splitRemapBy[splitter]),
	...ALLOC_CAUSES.map((cause) => (machine: Machine) => machine.ledger.allocatedPages[cause]),
	(machine) => machine.ledger.maxFreedInOneWakeup,
	(machine) => machine.ledger.wakeupsOverBudget,
	(machine) => machine.ledger.maxFreedInOneVisit,
	(machine) => machine.ledger.longestWakeupNs,
	...SPLITTERS.map((splitter) => (machine: Machine) => machine.ledger.zeroTests[splitter]),
	...SPLITTERS.map((splitter) => (machine: Machine) => machine.ledger.splitCpuNs[splitter]),
];

const indexes = new Map(ROW_NAMES.map((name, index) => [name, index]));

/** Place of a name in a row; undefined when no row has it. */
export const rowIndex = (name: string): number | undefined => indexes.get(name);

/** One figure of a machine by its name in a row; undefined when there is none of that name. */
export function readFigure(machine: Machine, name: string): number | undefined {
	const index = indexes.get(name);
	return index === undefined ? undefined : READERS[index](machine);
}

/** A row: when it was taken, and the figures in the order of ROW_NAMES. */
export interface Row {
	readonly timeNs: number;
	readonly wakeups: number;
	/** Full scans so far, never reset. */
	readonly pass: number;
	readonly values: Float64Array;
}

/** Takes a row of the machine as it is now. `reuse` may be an old array of a row that nobody needs any more. */
export function takeRow(machine: Machine, reuse = new Float64Array(ROW_NAMES.length)): Row {
	for (let i = 0; i < READERS.length; i++) reuse[i] = READERS[i](machine);
	return {
		timeNs: machine.nowNs,
		wakeups: machine.ksm.thread.wakeups,
		pass: machine.ksm.passes,
		values: reuse,
	};
}

/** A figure of a row; throws a RangeError for a name that no row has. */
export function rowValue(row: Row, name: string): number {
	const index = indexes.get(name);
	if (index === undefined) throw new RangeError(`no row has a figure named ${name}`);
	return row.values[index];
}
