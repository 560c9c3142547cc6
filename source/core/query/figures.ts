// Every figure of a machine that is a number, under the name that conditions, expectations, reports and panels use:
// counters and model fields by their own name, the ledger as `freed_pages.<cause>` and so on. One list holds the order,
// so that a row of figures is a plain Float64Array and long runs cost little.

import {isInstanceName} from '../base/instance-name.js';
import {FIGURES, readModel, type ModelFigures} from '../catalogue/counters/index.js';
import {PROCESS_FIGURES, type ProcessFigure, type ProcessRow} from '../catalogue/counters/process.js';
import type {Machine} from '../state/machine.js';
import {pagesInUse} from '../mm/page-alloc.js';
import {readable, type ReadonlyMachine} from './readonly-machine.js';

/** Names of the figures of a row, in its order. */
export const ROW_NAMES: readonly string[] = FIGURES.map(({name}) => name);

const indexes = new Map(ROW_NAMES.map((name, index) => [name, index]));

/** Place of a name in a row; undefined when no row has it. */
export const rowIndex = (name: string): number | undefined => indexes.get(name);

/** Reads the figures of a row in the order of ROW_NAMES, into `values` if given. */
export function readRow(
	m: ReadonlyMachine,
	values: Float64Array = new Float64Array(FIGURES.length),
): Float64Array {
	for (let i = 0; i < FIGURES.length; i++) values[i] = FIGURES[i].read(readable(m));
	return values;
}

/** The sum over the processes that a name means, those that have ended included. */
function processFigure(m: Machine, name: string, figure: string): number | undefined {
	const row: ProcessRow | undefined = PROCESS_FIGURES[figure as ProcessFigure];
	const processes = m.processes.filter(
		(process) => process.name === name || isInstanceName(process.name, name),
	);
	if (row === undefined || processes.length === 0) return undefined;
	return processes.reduce((sum, process) => sum + Number(row.read(process)), 0);
}

/**
 * One figure by its name: those of a row, `time` (ns), `wakeups`, `pass` (full scans ever), knobs that are numbers, and
 * `<process>.<figure>` as in a process report. Undefined when nothing has that name.
 */
export function readFigure(m: ReadonlyMachine, name: string): number | undefined {
	const index = indexes.get(name);
	if (index !== undefined) return FIGURES[index].read(readable(m));
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
