// What /proc/PID/ksm_stat and smaps_rollup say of one process.

import {PAGE_BYTES, RMAP_ITEM_BYTES} from '../base/page-size.js';
import type {Machine} from '../state/machine.js';
import type {Process} from '../state/process.js';

export interface ProcessReport {
	name: string;
	rss_anon_pages: number;
	anon_huge_pages: number;
	swap_pages: number;
	ksm_rmap_items: number;
	ksm_zero_pages: number;
	ksm_merging_pages: number;
	/** Bytes. */
	ksm_process_profit: number;
	ksm_merge_any: boolean;
	ksm_mergeable: boolean;
}

export function processReport(_m: Machine, process: Process): ProcessReport {
	const saved = process.ksmMergingPages + process.ksmZeroPages;
	return {
		name: process.name,
		rss_anon_pages: process.rssAnonPages,
		anon_huge_pages: process.anonHugePages,
		swap_pages: process.swapPages,
		ksm_rmap_items: process.ksmRmapItems,
		ksm_zero_pages: process.ksmZeroPages,
		ksm_merging_pages: process.ksmMergingPages,
		ksm_process_profit: saved * PAGE_BYTES - process.ksmRmapItems * RMAP_ITEM_BYTES,
		ksm_merge_any: process.alive && process.mergeAny,
		ksm_mergeable: process.vmas.some((vma) => vma.mergeable),
	};
}
