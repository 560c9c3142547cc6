// Which figures of a recording are held against the model's. Left out is what the whole system has a part in, and what
// depends on how fast the machine is.

import {COUNTERS} from '../core/index.js';

const LEFT_OUT = new Set([
	// Every process of the system has a part in these; anon_huge_pages says the same of each process of the preset.
	'thp_fault_alloc',
	'nr_anon_transparent_hugepages',
	'nr_anon_pages',
	'nr_free_pages',
	'thp_zero_page_alloc',
	'pswpin',
	'pswpout',
	'swpin_zero',
	'swpout_zero',
]);

/** Counters compared at every full scan, in the order of reports. */
export const COMPARED_COUNTERS: readonly string[] = [
	...COUNTERS.map((counter) => counter.name).filter((name) => !LEFT_OUT.has(name)),
	'ksm_rmap_items',
];

/** Figures of each process compared at every full scan. */
export const COMPARED_PROCESS_FIGURES = [
	'rss_anon_pages',
	'anon_huge_pages',
	'swap_pages',
	'ksm_rmap_items',
	'ksm_zero_pages',
	'ksm_merging_pages',
	'ksm_process_profit',
	'ksm_merge_any',
	'ksm_mergeable',
] as const;
