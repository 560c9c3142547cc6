// Whether 512 pages may be collapsed into a THP (mm/khugepaged.c, hpage_collapse_scan_pmd). Zeropage PTEs count as
// empty, whatever put them there; KSM pages count as any page, as shared if mapped more than once.

import type {Frame, Slot} from '../base/brands.js';
import type {Machine} from '../state/machine.js';
import type {Vma} from '../state/mm/process.js';
import {isKsm, nodeOf, pinsOf, pageFolio} from '../mm/folio.js';
import {FRAME_HWPOISON, FRAME_IN_LRU_BATCH, FRAME_REFERENCED} from '../state/mm/frames.js';
import {
	PMD_HUGE,
	PMD_HUGE_ZERO,
	PMD_NONE,
	PTE_KIND,
	PTE_PRESENT,
	PTE_PROTECTED,
	PTE_SHARED,
	PTE_SWAP,
	PTE_YOUNG,
} from '../state/mm/slots.js';
import {maybeMappedShared} from '../mm/rmap/mm-ids.js';
import {mlockRefsOf} from '../mm/reclaim/lru-batch.js';
import {PAGES_PER_THP} from '../base/page-size.js';

/** khugepaged's limits; MADV_COLLAPSE has none, and requires no recent use. */
export interface CollapseLimits {
	/** khugepaged/max_ptes_none. */
	readonly maxPtesNone: number;
	/** khugepaged/max_ptes_swap. */
	readonly maxPtesSwap: number;
	/** khugepaged/max_ptes_shared. */
	readonly maxPtesShared: number;
}

/** Why a range is not collapsed (enum scan_result), with a text for each. */
export const COLLAPSE_REFUSALS = {
	pmd_none: 'no page table',
	pmd_mapped: 'a THP already',
	exceed_none_pte: 'more empty PTEs than max_ptes_none',
	exceed_swap_pte: 'more swapped pages than max_ptes_swap',
	exceed_share_pte: 'more shared pages than max_ptes_shared',
	page_lru: 'a page is not on the LRU lists',
	page_count: 'a page is pinned',
	page_lock: 'a page is mapped twice in the range',
	page_anon: 'no anonymous page was ever mapped',
	page_ro: 'no page may be written without a fault',
	lack_referenced: 'no page was used recently',
	copy_failed: 'a page is poisoned',
	alloc_failed: 'no memory for a THP',
	swapin_failed: 'no memory for a swapped page',
} as const;
/** A key of COLLAPSE_REFUSALS. */
export type CollapseRefusal = keyof typeof COLLAPSE_REFUSALS;

/** What a scan of one range of 512 PTEs found. */
export interface CollapseScan {
	/** Why the range may not be collapsed; null if it may. */
	readonly refusal: CollapseRefusal | null;
	/** The range was fit, and a collapse was begun. */
	readonly attempted: boolean;
	/** PTEs scanned; 1 for a PMD that was passed over. */
	readonly scannedPtes: number;
	/** PTEs that are empty or map the zeropage. */
	readonly nonePtes: number;
	/** Swap PTEs. */
	readonly swapPtes: number;
	/** The node that most pages lie on. */
	readonly node: number;
}

const refused = (refusal: CollapseRefusal, scannedPtes: number): CollapseScan => ({
	refusal,
	attempted: false,
	scannedPtes,
	nonePtes: 0,
	swapPtes: 0,
	node: 0,
});

/** Scans the 512 PTEs from `first` on, as far as it takes to decide. */
export function scanForCollapse(
	m: Machine,
	vma: Vma,
	first: Slot,
	limits: CollapseLimits | null,
): CollapseScan {
	const {slots, vm} = m;
	const pmd = slots.pmd[first >>> 9];
	if (pmd === PMD_NONE) return refused('pmd_none', 1);
	if (pmd === PMD_HUGE || pmd === PMD_HUGE_ZERO) return refused('pmd_mapped', 1);
	const onNode = m.frames.usedPages.map(() => 0);
	let nonePtes = 0;
	let swapPtes = 0;
	let sharedPtes = 0;
	let referenced = 0;
	let writable = m.since['6.18'];
	for (let i = 0; i < PAGES_PER_THP; i++) {
		const pte = slots.pte[first + i];
		const kind = pte & PTE_KIND;
		if (kind === PTE_SWAP) {
			swapPtes++;
			if (limits === null || swapPtes <= limits.maxPtesSwap) continue;
			vm.thp_scan_exceed_swap_pte++;
			return refused('exceed_swap_pte', i + 1);
		}
		if (kind !== PTE_PRESENT) {
			if (++nonePtes <= (limits?.maxPtesNone ?? PAGES_PER_THP)) continue;
			vm.thp_scan_exceed_none_pte++;
			return refused('exceed_none_pte', i + 1);
		}
		const page = slots.frame[first + i] as Frame;
		writable ||=
			vma.protection === 'read_write' && (pte & (PTE_PROTECTED | PTE_SHARED)) === 0 && !isKsm(m.frames, page);
		if (maybeMappedShared(m, page) && ++sharedPtes > (limits?.maxPtesShared ?? PAGES_PER_THP)) {
			vm.thp_scan_exceed_share_pte++;
			return refused('exceed_share_pte', i + 1);
		}
		onNode[nodeOf(m.frames, page)]++;
		const unfit = unfitness(m, page);
		if (unfit !== null) return refused(unfit, i + 1);
		if ((pte & PTE_YOUNG) !== 0 || (m.frames.flags[pageFolio(m.frames, page)] & FRAME_REFERENCED) !== 0)
			referenced++;
	}
	if (!writable) return refused('page_ro', PAGES_PER_THP);
	// Reading pages back from swap asks for more use than anything else does.
	const enough = swapPtes > 0 ? PAGES_PER_THP / 2 : 1;
	if (limits !== null && referenced < enough) return refused('lack_referenced', PAGES_PER_THP);
	const node = onNode.indexOf(Math.max(...onNode));
	return {refusal: null, attempted: false, scannedPtes: PAGES_PER_THP, nonePtes, swapPtes, node};
}

function unfitness(m: Machine, page: Frame): CollapseRefusal | null {
	const {frames} = m;
	if ((frames.flags[page] & FRAME_IN_LRU_BATCH) !== 0) return 'page_lru';
	if (pinsOf(frames, pageFolio(frames, page)) + mlockRefsOf(m, page) > 0) return 'page_count';
	return (frames.flags[page] & FRAME_HWPOISON) === 0 ? null : 'copy_failed';
}

/**
 * Where in the 512 PTEs from `first` on a base page, which can only be a KSM page, is mapped for the second time: it is
 * found locked then (__collapse_huge_page_isolate), so that a range of duplicates is never collapsed. 512 if nowhere.
 */
export function firstRepeatedPage(m: Machine, first: Slot): number {
	const {slots, frames} = m;
	const seen = new Set<number>();
	for (let i = 0; i < PAGES_PER_THP; i++) {
		const page = slots.frame[first + i];
		if ((slots.pte[first + i] & PTE_KIND) !== PTE_PRESENT || !isKsm(frames, page as Frame)) continue;
		if (seen.has(page)) return i;
		seen.add(page);
	}
	return PAGES_PER_THP;
}
