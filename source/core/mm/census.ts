// Gauges of /proc/vmstat for anonymous memory (NR_ANON_MAPPED, NR_ANON_THPS). The kernel keeps both as counters per node
// (mm/rmap.c); here the second is counted from the page tables when it is asked for.

import type {Machine} from '../state/machine.js';
import {BLOCK_THP} from '../state/mm/frames.js';
import {PAGES_PER_THP} from '../base/page-size.js';
import {PMD_HUGE} from '../state/mm/slots.js';

/** NR_ANON_MAPPED: anonymous pages that are mapped, each counted once however often. */
export const anonMappedPages = (m: Machine): number => m.frames.mappedPages;

/** NR_ANON_THPS in pages: THPs mapped by at least one PMD, each counted once. */
export function anonHugePages(m: Machine): number {
	const {slots, frames} = m;
	const heads = new Set<number>();
	for (let range = 1; range < slots.ranges; range++) {
		if (slots.pmd[range] === PMD_HUGE) heads.add(slots.frame[range << 9] >>> 9);
	}
	for (const block of heads) if (frames.blockState[block] !== BLOCK_THP) heads.delete(block);
	return heads.size * PAGES_PER_THP;
}
