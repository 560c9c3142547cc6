// Which figures a program can read on a real kernel, under the names that presets have for them.

import {COUNTERS, KNOBS, PROCESS_FIGURES} from '../core/index.js';

const OWN = new Set(['time', 'wakeups', 'pass', 'ksmd_cpu_ns']);
/** Shown, but of the whole system: what the preset's processes have in it is unknown. */
const WHOLE_SYSTEM = new Set(['nr_anon_pages', 'nr_free_pages', 'thp_zero_page_alloc']);
const NAMES = new Set([
	...COUNTERS.map((counter) => counter.name).filter((name) => !WHOLE_SYSTEM.has(name)),
	...KNOBS.map((knob) => knob.name),
	...OWN,
]);

/** Why a figure that is not visible is not. */
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
