// Figures by name, for conditions, expectations, breakpoints and reports: whatever a machine knows that is a number.

import {processReport, type ProcessReport} from '../core/index.js';
import type {KnobValues} from '../core/catalogue/knobs/index.js';
import type {Machine} from '../core/state/machine.js';
import {readFigure} from './row.js';
import type {Rates} from './run.js';

/** The rates by their names in reports. */
export const RATE_NAMES = {
	'rates.freed_mb_s': 'freedMbS',
	'rates.merged_mb_s': 'mergedMbS',
	'rates.ksmd_cpu_percent': 'ksmdCpuPercent',
	'rates.freed_per_wakeup': 'freedPerWakeup',
	'rates.wakeups': 'wakeups',
	'rates.from_ns': 'fromNs',
	'rates.to_ns': 'toNs',
} as const satisfies Record<string, keyof Rates>;

/** A process of that name, or all instances of a template ("guest": guest-1, guest-2 ...): the sum over them. */
function processFigure(machine: Machine, process: string, field: string): number | undefined {
	let sum: number | undefined;
	for (const candidate of machine.processes) {
		const {name} = candidate;
		if (name !== process && !(name.startsWith(`${process}-`) && /^\d+$/.test(name.slice(process.length + 1))))
			continue;
		const report = processReport(machine, candidate);
		if (!Object.hasOwn(report, field)) return undefined;
		const value = report[field as keyof ProcessReport];
		if (typeof value === 'string') return undefined;
		sum = (sum ?? 0) + Number(value);
	}
	return sum;
}

/** One figure of a machine, or undefined when nothing has that name. `rates.` names need the run and are read there. */
export function machineFigure(machine: Machine, name: string): number | undefined {
	const figure = readFigure(machine, name);
	if (figure !== undefined) return figure;
	if (name === 'time') return machine.nowNs;
	if (name === 'wakeups') return machine.ksm.thread.wakeups;
	if (name === 'pass') return machine.ksm.passes;
	if (Object.hasOwn(machine.knobs, name)) {
		const value = machine.knobs[name as keyof KnobValues];
		return typeof value === 'number' ? value : undefined;
	}
	const dot = name.lastIndexOf('.');
	return dot > 0 ? processFigure(machine, name.slice(0, dot), name.slice(dot + 1)) : undefined;
}
