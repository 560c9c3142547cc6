// Making a THP of 512 pages (mm/khugepaged.c, collapse_huge_page): a new folio is allocated, swapped pages are read back,
// everything is copied, and one PMD takes the place of the page table. rmap_items of the range stay; ksmd finds at its
// next visit that their pages are gone. Also MADV_COLLAPSE (madvise_collapse).

import {isStep, type Steps} from '../base/steps.js';
import type {Frame, PageNumber, Slot} from '../base/brands.js';
import type {Errno} from '../base/errno.js';
import {record} from '../events.js';
import type {Machine} from '../state/machine.js';
import {FRAME_TAGGED} from '../state/mm/frames.js';
import {freeThp, allocThp} from '../mm/page-alloc.js';
import {isLarge, contentAt} from '../mm/folio.js';
import {addToLru, isolateFromLru} from '../mm/reclaim/lru.js';
import {addToLruBatch, drainLruBatch, flushNewPages} from '../mm/reclaim/lru-batch.js';
import {mapThp} from '../mm/fault/alloc-page.js';
import {queueNewThp} from '../mm/fault/pmd.js';
import type {Process, Vma} from '../state/mm/process.js';
import {reclaimFor} from '../mm/reclaim/reclaim.js';
import {PTE_KIND, PTE_PRESENT, PTE_SWAP} from '../state/mm/slots.js';
import {unmapRun, zapSlot} from '../mm/zap.js';
import {swapIn} from '../mm/swap/swap-in.js';
import {slotIn, vmasIn} from '../mm/vma/find.js';
import {PAGES_PER_THP} from '../base/page-size.js';
import {holdsThp} from './allowable.js';
import {
	COLLAPSE_REFUSALS,
	firstRepeatedPage,
	scanForCollapse,
	type CollapseLimits,
	type CollapseRefusal,
	type CollapseScan,
} from './collapse-scan.js';

/** The errno with which madvise(MADV_COLLAPSE) fails (madvise_collapse_errno); others are EINVAL. */
const ERRNO_OF: Partial<Record<CollapseRefusal, Errno>> = {
	alloc_failed: 'ENOMEM',
	page_count: 'EAGAIN',
	page_lru: 'EAGAIN',
	page_lock: 'EAGAIN',
};
/** Refusals after which MADV_COLLAPSE goes on with the next range. */
const CONTINUES_AFTER: readonly CollapseRefusal[] = [
	'page_count',
	'page_lru',
	'page_lock',
	'page_ro',
	'lack_referenced',
];

/** Scans the 512 slots from `first` on and collapses them unless something forbids it. */
export function tryCollapse(m: Machine, vma: Vma, first: Slot, limits: CollapseLimits | null): CollapseScan {
	const scan = scanForCollapse(m, vma, first, limits);
	if (scan.refusal !== null) return note(m, first, scan);
	const refusal = vma.anonVma === 0 ? 'page_anon' : collapse(m, vma, first, scan, limits);
	return note(m, first, {...scan, refusal, attempted: true});
}

function note(m: Machine, first: Slot, scan: CollapseScan): CollapseScan {
	const {refusal} = scan;
	if (refusal === null) record(m, 'collapse', first, scan.nonePtes, scan.swapPtes);
	else if (refusal !== 'pmd_mapped' && refusal !== 'pmd_none')
		record(m, 'collapse_refused', first, COLLAPSE_REFUSALS[refusal]);
	return scan;
}

function collapse(
	m: Machine,
	vma: Vma,
	first: Slot,
	{node, swapPtes}: CollapseScan,
	limits: CollapseLimits | null,
): CollapseRefusal | null {
	const head = allocate(m, node, limits === null || m.knobs['khugepaged/defrag'] !== 0);
	if (head === 0) return 'alloc_failed';
	// Reclaim and swap-in may have changed what the first scan saw.
	let refusal =
		swapPtes > 0 && !swapInRange(m, vma, first)
			? 'swapin_failed'
			: scanForCollapse(m, vma, first, limits).refusal;
	const repeated = firstRepeatedPage(m, first);
	if (refusal === null && repeated < PAGES_PER_THP) {
		refusal = 'page_lock';
		putBack(m, first, repeated);
	}
	if (refusal !== null) {
		freeThp(m.frames, head);
		m.ledger.freedPages.collapse += PAGES_PER_THP;
		return refusal;
	}
	copyPages(m, first, head);
	unmapRange(m, vma, first);
	mapThp(m, first, head);
	queueNewThp(m, head);
	flushNewPages(m, vma.locked);
	addToLru(m, head);
	return null;
}

function allocate(m: Machine, node: number, mayReclaim: boolean): Frame {
	let head = allocThp(m.frames, node);
	if (head === 0 && mayReclaim && reclaimFor(m, PAGES_PER_THP)) head = allocThp(m.frames, node);
	if (head === 0) return head;
	m.ledger.allocatedPages.collapse += PAGES_PER_THP;
	m.vm.thp_collapse_alloc++;
	return head;
}

/** release_pte_pages: the first `pages` pages of the range, taken off the LRU lists already, go back by way of the CPU's batch. */
function putBack(m: Machine, first: Slot, pages: number): void {
	const {slots, frames} = m;
	let large = false;
	for (let i = pages - 1; i >= 0; i--) {
		if ((slots.pte[first + i] & PTE_KIND) !== PTE_PRESENT) continue;
		const page = slots.frame[first + i] as Frame;
		if (isLarge(frames, page)) {
			large = true;
			continue;
		}
		isolateFromLru(m, page);
		addToLruBatch(m, page);
	}
	if (large) flushNewPages(m);
}

function swapInRange(m: Machine, vma: Vma, first: Slot): boolean {
	for (let slot = first as number; slot < first + PAGES_PER_THP; slot++) {
		if ((m.slots.pte[slot] & PTE_KIND) === PTE_SWAP && !swapIn(m, vma, slot as Slot)) return false;
	}
	drainLruBatch(m);
	return true;
}

/** __collapse_huge_page_copy_succeeded: since 6.18 PTEs in a row that map one large folio go as one. */
function unmapRange(m: Machine, vma: Vma, first: Slot): void {
	const end = first + PAGES_PER_THP;
	for (let slot = first as number, runEnd = first as number; slot < end; slot++) {
		const startsRun = slot === runEnd;
		if (startsRun) runEnd = m.since['6.18'] ? unmapRun(m, slot as Slot, end) : slot + 1;
		zapSlot(m, slot as Slot, 'collapse', vma.locked && startsRun);
	}
}

function copyPages(m: Machine, first: Slot, head: Frame): void {
	const {slots, frames} = m;
	for (let i = 0; i < PAGES_PER_THP; i++) {
		const slot = (first + i) as Slot;
		frames.content[head + i] = contentAt(m, slot);
		if ((slots.pte[slot] & PTE_KIND) === PTE_PRESENT)
			frames.flags[head + i] |= frames.flags[slots.frame[slot]] & FRAME_TAGGED;
	}
}

/**
 * MADV_COLLAPSE of [from, to): makes THPs of the whole 2 MiB ranges in it, whatever khugepaged's limits and
 * transparent_hugepage/enabled say. EINVAL where that cannot be, EAGAIN where it might be later, ENOMEM.
 */
export function* collapseRange(
	m: Machine,
	process: Process,
	from: PageNumber,
	to: PageNumber,
): Steps<Errno | undefined> {
	for (const vma of vmasIn(process, from, to)) {
		if (vma.thp === 'nohuge' || vma.file || vma.anonVma === 0 || !holdsThp(vma)) return 'EINVAL';
		drainLruBatch(m);
		const errno = yield* collapseIn(m, vma, Math.max(from, vma.start), Math.min(to, vma.end));
		if (errno !== undefined) return errno;
	}
	return undefined;
}

function* collapseIn(m: Machine, vma: Vma, from: number, to: number): Steps<Errno | undefined> {
	const first = Math.ceil(from / PAGES_PER_THP) * PAGES_PER_THP;
	// As the kernel's arithmetic has it: a range that lies inside one 2 MiB is an error, one that ends at its border is none.
	if (first > to - (to % PAGES_PER_THP)) return 'EINVAL';
	let failure: CollapseRefusal | undefined;
	for (let address = first; address + PAGES_PER_THP <= to; address += PAGES_PER_THP) {
		if (isStep(address)) yield (address - first) / (to - first);
		const {refusal} = tryCollapse(m, vma, slotIn(vma, address as PageNumber), null);
		if (refusal === null || refusal === 'pmd_mapped') continue;
		failure = refusal;
		if (!CONTINUES_AFTER.includes(refusal)) break;
	}
	return failure === undefined ? undefined : (ERRNO_OF[failure] ?? 'EINVAL');
}
