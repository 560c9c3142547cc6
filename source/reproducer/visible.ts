// Which figures a program can read on a real kernel, under the names that presets have for them.

import {COUNTERS, KNOBS} from '../core/index.js';

const PROCESS_FIGURES = new Set([
	'rss_anon_pages',
	'anon_huge_pages',
	'swap_pages',
	'ksm_rmap_items',
	'ksm_zero_pages',
	'ksm_merging_pages',
	'ksm_process_profit',
	'ksm_merge_any',
	'ksm_mergeable',
]);
const OWN = new Set(['time', 'wakeups', 'pass', 'ksmd_cpu_ns']);
const NAMES = new Set([
	...COUNTERS.map((counter) => counter.name),
	...KNOBS.map((knob) => knob.name),
	...OWN,
]);

/** Whether a real kernel shows the figure, or the reproducer counts it itself. */
export function isVisible(name: string): boolean {
	if (NAMES.has(name)) return true;
	const dot = name.lastIndexOf('.');
	if (dot <= 0 || /^(freed_pages|split_remap_by|allocated_pages|rates|zeropage_ptes)\./.test(name))
		return false;
	return PROCESS_FIGURES.has(name.slice(dot + 1));
}
