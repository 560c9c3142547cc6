// Write faults (mm/memory.c: do_anonymous_page, do_wp_page, do_swap_page; mm/huge_memory.c: do_huge_pmd_wp_page). A page
// that nothing else refers to is written in place (wp_can_reuse_anon_folio), any other is copied; a first write makes a THP
// where one is allowed. userfaultfd and soft-dirty tracking are left out.

import type {Content, Frame, Slot} from '../../base/brands.js';
import {invalidateSlot} from '../../ksm/invalidate.js';
import type {AllocCause} from '../../catalogue/causes.js';
import type {Machine} from '../../state/machine.js';
import {PAGES_PER_THP} from '../../base/page-size.js';
import {copyOnWrite} from './copy-on-write.js';
import {isLarge, pinsOf, isKsm, pageFolio} from '../folio.js';
import {FRAME_IN_LRU_BATCH, FRAME_SWAPCACHE} from '../../state/mm/frames.js';
import {markRedirtied} from '../reclaim/lazy-free.js';
import {drainLruBatch, mlockRefsOf} from '../reclaim/lru-batch.js';
import {mapNewPage, mapNewThp} from './alloc-page.js';
import {faultsThp, queueNewThp, splitPmdAt} from './pmd.js';
import {maybeMappedShared} from '../rmap/mm-ids.js';
import {mapZeropage, unmapSlot} from '../rmap/ptes.js';
import type {Vma} from '../../state/mm/process.js';
import {
	PMD_HUGE,
	PMD_HUGE_ZERO,
	PMD_NONE,
	PTE_KIND,
	PTE_NONE,
	PTE_PRESENT,
	PTE_PROTECTED,
	PTE_SHARED,
	PTE_SWAP,
	PTE_YOUNG,
} from '../../state/mm/slots.js';
import {swapIn} from '../swap/swap-in.js';
import {prepareAnonVma} from '../vma/anon-vma.js';

/**
 * Writes `content` to the page of a slot, with whatever fault that takes; false when memory is short. A first write
 * may make a THP, whose other pages are zero.
 */
export function writePage(
	m: Machine,
	vma: Vma,
	slot: Slot,
	content: Content,
	cause: AllocCause = 'fault',
): boolean {
	const {slots, frames} = m;
	prepareAnonVma(m, vma);
	let kind = slots.pte[slot] & PTE_KIND;
	if (kind === PTE_SWAP) {
		if (!swapIn(m, vma, slot)) return false;
		kind = PTE_PRESENT;
	}
	if (kind === PTE_NONE) return firstWrite(m, vma, slot, content, cause);
	if (
		slots.pmd[slot >>> 9] === PMD_HUGE_ZERO &&
		m.since['6.18'] &&
		replaceHugeZeropage(m, vma, slot, content, cause)
	)
		return true;
	invalidateSlot(m, slot);
	if (kind !== PTE_PRESENT || !mayReuse(m, slot)) {
		splitPmdAt(m, slot);
		if (!copyOnWrite(m, vma, slot)) return false;
	}
	slots.pte[slot] = (slots.pte[slot] & ~(PTE_PROTECTED | PTE_SHARED)) | PTE_YOUNG;
	frames.content[slots.frame[slot]] = content;
	if (m.reclaim.lazyFree.size > 0) markRedirtied(m, slots.frame[slot] as Frame);
	return true;
}

function firstWrite(m: Machine, vma: Vma, slot: Slot, content: Content, cause: AllocCause): boolean {
	if (faultsThp(m, vma, slot) && faultInThp(m, vma, slot, content, cause)) return true;
	return mapNewPage(m, vma, slot, content, cause);
}

/** Makes a THP at the empty PMD around the slot, zero but for `content` there; false when there is no memory for one. */
export function faultInThp(m: Machine, vma: Vma, slot: Slot, content: number, cause: AllocCause): boolean {
	const first = (slot & ~(PAGES_PER_THP - 1)) as Slot;
	if (!mapNewThp(m, vma, first, (i) => (first + i === slot ? content : 0), cause)) return false;
	m.vm.thp_fault_alloc++;
	queueNewThp(m, m.slots.frame[first] as Frame);
	return true;
}

/** do_huge_zero_wp_pmd, since 6.13: a write to the huge zeropage makes a THP. Without memory for one its PMD is split. */
function replaceHugeZeropage(m: Machine, vma: Vma, slot: Slot, content: Content, cause: AllocCause): boolean {
	const first = slot & ~(PAGES_PER_THP - 1);
	for (let i = first; i < first + PAGES_PER_THP; i++) unmapSlot(m, i as Slot, 'cow');
	m.slots.pmd[slot >>> 9] = PMD_NONE;
	if (faultInThp(m, vma, slot, content, cause)) return true;
	for (let i = first; i < first + PAGES_PER_THP; i++) mapZeropage(m, i as Slot, 'fault');
	m.slots.pmd[slot >>> 9] = PMD_HUGE_ZERO;
	return false;
}

/** Whether a write goes to the page itself: it is exclusive, or nothing else refers to it any more (wp_can_reuse_anon_folio). */
function mayReuse(m: Machine, slot: Slot): boolean {
	const {slots, frames} = m;
	const page = slots.frame[slot] as Frame;
	if (isKsm(frames, page)) return false;
	if ((slots.pte[slot] & (PTE_PROTECTED | PTE_SHARED)) === 0) return true;
	if (isLarge(frames, page)) return mayReuseLarge(m, slot, page);
	const cached = (frames.flags[page] & FRAME_SWAPCACHE) === 0 ? 0 : 1;
	const inBatch = (frames.flags[page] & FRAME_IN_LRU_BATCH) !== 0;
	const references = frames.mapCount[page] + pinsOf(frames, page) + mlockRefsOf(m, page) + cached;
	if (references + (inBatch ? 1 : 0) > 3) return false;
	if (inBatch) drainLruBatch(m);
	return references <= 1;
}

/**
 * A THP mapped by a PMD is reused as a whole; of one mapped by PTEs, since 6.15, one page as long as only this mm
 * maps more than that.
 */
function mayReuseLarge(m: Machine, slot: Slot, page: Frame): boolean {
	const {slots, frames} = m;
	const mapped = frames.blockMapped[page >>> 9];
	if (pinsOf(frames, pageFolio(frames, page)) > 0) return false;
	if (slots.pmd[slot >>> 9] === PMD_HUGE) return mapped === PAGES_PER_THP && reusePmd(m, slot);
	return m.since['6.18'] && mapped > 1 && !maybeMappedShared(m, page);
}

/** The other process that mapped a forked THP is gone: all of it is exclusive again. */
function reusePmd(m: Machine, slot: Slot): boolean {
	const first = slot & ~(PAGES_PER_THP - 1);
	for (let i = first; i < first + PAGES_PER_THP; i++) m.slots.pte[i] &= ~PTE_SHARED;
	return true;
}
