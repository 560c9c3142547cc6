// Which figures of a preset a program can read on a real kernel.

import {COUNTERS, KNOBS, PROCESS_FIGURES} from '../core/index.js';

const OWN = new Set(['time', 'wakeups', 'pass', 'ksmd_cpu_ns']);
/** A kernel shows these for the whole system only: the share of the preset's processes is unknown. */
const WHOLE_SYSTEM = new Set(['nr_anon_pages', 'nr_free_pages', 'thp_zero_page_alloc']);
const NAMES = new Set([
	...COUNTERS.map((counter) => counter.name).filter((name) => !WHOLE_SYSTEM.has(name)),
	...KNOBS.map((knob) => knob.name),
	...OWN,
]);

/** Why a figure is not visible; call it only where isVisible() is false. */
export const whyInvisible = (name: string): string =>
	WHOLE_SYSTEM.has(name) ? `a kernel shows ${name} of the whole system only` : `no kernel shows ${name}`;

/** Whether a real kernel shows the figure, or the reproducer counts it itself. */
export function isVisible(name: string): boolean {
	if (NAMES.has(name)) return true;
	const dot = name.lastIndexOf('.');
	if (dot <= 0 || /^(freed_pages|split_remap_by|allocated_pages|rates|zeropage_ptes)\./.test(name))
		return false;
	return Object.hasOwn(PROCESS_FIGURES, name.slice(dot + 1));
}
