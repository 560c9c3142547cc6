// Which figures of a recording are compared with the model's. Left out are those to which the whole system contributes,
// and those that depend on the speed of the machine.

import {COUNTERS, PROCESS_FIGURES, type ProcessFigure} from '../core/index.js';

/** Figures to which every process of the system contributes. */
const LEFT_OUT = new Set([
	'nr_anon_pages',
	'nr_anon_transparent_hugepages',
	'nr_free_pages',
	'thp_zero_page_alloc',
	'pswpin',
	'pswpout',
	'swpin_zero',
	'swpout_zero',
]);

/**
 * Events of the whole system that a reproducer counts only while ksmd or an action of the preset works: on a quiet
 * machine they are exact, on a busy one another program's event may come between. They decide nothing by themselves.
 */
export const WHOLE_SYSTEM: ReadonlySet<string> = new Set([
	// drop_caches splits underused THPs of all programs.
	'thp_split_page',
	'thp_split_page_failed',
	'thp_underused_split_page',
	'thp_split_pmd',
	'thp_deferred_split_page',
	'thp_fault_alloc',
	'thp_collapse_alloc',
	'thp_scan_exceed_none_pte',
	'thp_scan_exceed_swap_pte',
	'thp_scan_exceed_share_pte',
]);

/** Counters compared at every full scan, in the order of reports. */
export const COMPARED_COUNTERS: readonly string[] = [
	...COUNTERS.map((counter) => counter.name).filter((name) => !LEFT_OUT.has(name)),
	'ksm_rmap_items',
];

/** Figures of each process compared at every full scan. */
export const COMPARED_PROCESS_FIGURES = Object.keys(PROCESS_FIGURES) as readonly ProcessFigure[];
