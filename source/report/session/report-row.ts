// A row of a report: a full scan or a sample, with counters and model fields flat and the ledger nested, as the JSON
// report has them; and the same flat, for CSV.

import {COUNTERS, FREE_CAUSES, SPLITTERS, MODEL_COUNTERS, nestFigures, rowIndex} from '../../core/index.js';
import type {Row} from '../../session/run/row.js';

/** All figures of a run at one moment: the end of a full scan's last wakeup, or a sample of --every. */
export interface ReportRow {
	/** Full scans so far; never reset. */
	readonly pass: number;
	/** As sysfs shows it: a write of 2 to run resets it. */
	readonly full_scans: number;
	/** Simulated ns since the start of the run. */
	readonly time_ns: number;
	/** Wakeups of ksmd so far. */
	readonly wakeups: number;
	/** Counters and model fields by their names; ledger entries nested by group. */
	readonly [figure: string]: number | Readonly<Record<string, number>>;
}

const at = (name: string): number => {
	const index = rowIndex(name);
	if (index === undefined) throw new RangeError(`no row has a figure named ${name}`);
	return index;
};

const MODEL_NAMES = MODEL_COUNTERS.map((counter) => counter.name);
/** Names of a row's figures beside pass, time_ns and wakeups, in the order of reports. */
export const FLAT_NAMES: readonly string[] = [
	...COUNTERS.map((counter) => counter.name),
	...MODEL_NAMES,
	...FREE_CAUSES.map((cause) => `freed_pages.${cause}`),
	'max_freed_in_one_wakeup',
	'wakeups_over_budget',
	'max_freed_in_one_visit',
	'max_freed_in_one_second',
	'longest_wakeup_ns',
	...SPLITTERS.map((splitter) => `zero_tests.${splitter}`),
	...SPLITTERS.map((splitter) => `split_cpu_ns.${splitter}`),
];
const FLAT_INDEXES = FLAT_NAMES.map((name) => at(name));

const pick = (row: Row, prefix: string, names: readonly string[]): Record<string, number> =>
	Object.fromEntries(names.map((name) => [name, row.values[at(`${prefix}${name}`)]]));

/** The row as JSON reports have it. */
export function reportRow(row: Row): ReportRow {
	const counters = COUNTERS.map((counter) => counter.name).filter((name) => name !== 'full_scans');
	return {
		pass: row.pass,
		full_scans: row.values[at('full_scans')],
		time_ns: row.timeNs,
		wakeups: row.wakeups,
		...pick(row, '', counters),
		...nestFigures(MODEL_NAMES.map((name) => [name, row.values[at(name)]])),
		freed_pages: pick(row, 'freed_pages.', FREE_CAUSES),
		max_freed_in_one_wakeup: row.values[at('max_freed_in_one_wakeup')],
		wakeups_over_budget: row.values[at('wakeups_over_budget')],
		max_freed_in_one_visit: row.values[at('max_freed_in_one_visit')],
		max_freed_in_one_second: row.values[at('max_freed_in_one_second')],
		longest_wakeup_ns: row.values[at('longest_wakeup_ns')],
		zero_tests: pick(row, 'zero_tests.', SPLITTERS),
		split_cpu_ns: pick(row, 'split_cpu_ns.', SPLITTERS),
	};
}

/** The row's figures in the order of FLAT_NAMES. */
export function flatValues(row: Row): number[] {
	return FLAT_INDEXES.map((index) => row.values[index]);
}
