// Every figure of a machine that is a number, under the name that conditions, expectations, reports and panels use:
// counters and model fields by their own name, the ledger as `freed_pages.<cause>` and so on. One list holds the order,
// so that a row of figures is a plain Float64Array and long runs cost little.

import {isInstanceName} from '../base/instance-name.js';
import {COUNTERS, MODEL_COUNTERS, readModel, type ModelFigures} from '../catalogue/counters/index.js';
import {ALLOC_CAUSES, FREE_CAUSES, SPLITTERS} from '../catalogue/causes.js';
import type {Machine} from '../state/machine.js';
import {pagesInUse} from '../mm/page-alloc.js';
import {processReport, type ProcessReport} from './process-report.js';
import {readable, type ReadonlyMachine} from './readonly-machine.js';

type Reader = (m: Machine) => number;

const READERS: ReadonlyArray<readonly [name: string, read: Reader]> = [
	...COUNTERS.map(({name, read}): [string, Reader] => [name, read]),
	...MODEL_COUNTERS.map(({name, read}): [string, Reader] => [name, read]),
	...FREE_CAUSES.map((cause): [string, Reader] => [
		`freed_pages.${cause}`,
		(m) => m.ledger.freedPages[cause],
	]),
	...SPLITTERS.map((splitter): [string, Reader] => [
		`split_remap_by.${splitter}`,
		(m) => m.ledger.splitRemapBy[splitter],
	]),
	...ALLOC_CAUSES.map((cause): [string, Reader] => [
		`allocated_pages.${cause}`,
		(m) => m.ledger.allocatedPages[cause],
	]),
	['max_freed_in_one_wakeup', (m) => m.ledger.maxFreedInOneWakeup],
	['wakeups_over_budget', (m) => m.ledger.wakeupsOverBudget],
	['max_freed_in_one_visit', (m) => m.ledger.maxFreedInOneVisit],
	['max_freed_in_one_second', (m) => m.ledger.burst.maxPages],
	['longest_wakeup_ns', (m) => m.ledger.longestWakeupNs],
	...SPLITTERS.map((splitter): [string, Reader] => [
		`zero_tests.${splitter}`,
		(m) => m.ledger.zeroTests[splitter],
	]),
	...SPLITTERS.map((splitter): [string, Reader] => [
		`split_cpu_ns.${splitter}`,
		(m) => m.ledger.splitCpuNs[splitter],
	]),
];

/** Names of the figures of a row, in its order. */
export const ROW_NAMES: readonly string[] = READERS.map(([name]) => name);

const indexes = new Map(ROW_NAMES.map((name, index) => [name, index]));

/** Place of a name in a row; undefined when no row has it. */
export const rowIndex = (name: string): number | undefined => indexes.get(name);

/** Reads the figures of a row in the order of ROW_NAMES, into `values` if given. */
export function readRow(
	m: ReadonlyMachine,
	values: Float64Array = new Float64Array(READERS.length),
): Float64Array {
	for (let i = 0; i < READERS.length; i++) values[i] = READERS[i][1](readable(m));
	return values;
}

/** A process of that name, or all instances of a template ("guest": guest-1, guest-2 ...): the sum over them. */
function processFigure(m: Machine, process: string, field: string): number | undefined {
	let sum: number | undefined;
	for (const candidate of m.processes) {
		const {name} = candidate;
		if (name !== process && !isInstanceName(name, process)) continue;
		const report = processReport(m, candidate);
		if (!Object.hasOwn(report, field)) return undefined;
		const value = report[field as keyof ProcessReport];
		if (typeof value === 'string') return undefined;
		sum = (sum ?? 0) + Number(value);
	}
	return sum;
}

/**
 * One figure by its name: those of a row, `time` (ns), `wakeups`, `pass` (full scans ever), knobs that are numbers, and
 * `<process>.<figure>` as in a process report. Undefined when nothing has that name.
 */
export function readFigure(m: ReadonlyMachine, name: string): number | undefined {
	const index = indexes.get(name);
	if (index !== undefined) return READERS[index][1](readable(m));
	if (name === 'time') return m.nowNs;
	if (name === 'wakeups') return m.ksm.thread.wakeups;
	if (name === 'pass') return m.ksm.fullScansEver;
	if (Object.hasOwn(m.knobs, name)) {
		const value = m.knobs[name as keyof typeof m.knobs];
		return typeof value === 'number' ? value : undefined;
	}
	const dot = name.lastIndexOf('.');
	return dot > 0 ? processFigure(readable(m), name.slice(0, dot), name.slice(dot + 1)) : undefined;
}

/** Physical pages that hold something. */
export const memoryInUse = (m: ReadonlyMachine): number => pagesInUse(readable(m).frames);

/** What only the model knows, nested as reports give it. */
export const modelFigures = (m: ReadonlyMachine): ModelFigures => readModel(readable(m));
