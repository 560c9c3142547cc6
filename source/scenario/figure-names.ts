// The names that conditions and expectations may ask for: every counter, model field, ledger entry, rate and knob, and
// `<process>.<counter>`. The values are read by the session; here only the names are known, so that a misspelt one is
// an error at once and not a condition that never holds.

import {figureByName, FIGURES, KNOBS, PROCESS_FIGURES} from '../core/index.js';

/** Rates by the names of the JSON report, with the field in which a session keeps each. */
export const RATES = {
	freed_mb_s: 'freedMbS',
	merged_mb_s: 'mergedMbS',
	ksmd_cpu_percent: 'ksmdCpuPercent',
	freed_per_wakeup: 'freedPerWakeup',
	burst_mb_s: 'burstMbS',
	wakeups: 'wakeups',
	from_ns: 'fromNs',
	to_ns: 'toNs',
} as const;

/** Figures of one process, as in the JSON report's "processes". */
const PROCESS_NAMES: readonly string[] = Object.keys(PROCESS_FIGURES);

/** Every name without a process that conditions and expectations may use. */
export const FIGURE_NAMES: ReadonlySet<string> = new Set([
	'time',
	'wakeups',
	'pass',
	...FIGURES.map(({name}) => name),
	...Object.keys(RATES).map((rate) => `rates.${rate}`),
	...KNOBS.filter((knob) => typeof knob.default === 'number').map((knob) => knob.name),
]);

/** Whether the figure is a time, so that its values may be written as durations. */
export const isTime = (name: string): boolean =>
	name === 'time' || name.endsWith('_ns') || figureByName.get(name)?.unit === 'ns';

/** The kernels and processes that a name may refer to; undefined: any. */
export interface Known {
	/** Kernel ids. */
	readonly kernels?: Iterable<string>;
	/** Names of processes: templates, instances, forked children. */
	readonly processes?: Iterable<string>;
}

/** What is wrong with a name: null if nothing is, else the names that it may have been meant to be. */
export function checkFigure(
	name: string,
	known: Known = {},
): null | {message: string; found: string; candidates: readonly string[]} {
	if (FIGURE_NAMES.has(name)) return null;
	const dot = name.lastIndexOf('.');
	const [process, field] = [name.slice(0, Math.max(dot, 0)), name.slice(dot + 1)];
	const processes = known.processes === undefined ? undefined : [...known.processes];
	if (dot <= 0 || (processes !== undefined && !processes.includes(process))) {
		const candidates = [
			...FIGURE_NAMES,
			...(processes ?? []).flatMap((known) => PROCESS_NAMES.map((figure) => `${known}.${figure}`)),
		];
		return {message: 'no counter, figure or process of this name', found: name, candidates};
	}
	if (PROCESS_NAMES.includes(field)) return null;
	return {message: 'a process has no such figure', found: field, candidates: PROCESS_NAMES};
}
