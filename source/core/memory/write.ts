// Write faults (mm/memory.c: do_anonymous_page, do_wp_page, do_swap_page; mm/huge_memory.c: do_huge_pmd_wp_page).

import type {Content, Frame, Slot} from '../brands.js';
import {noteSlotChange} from '../ksm/unstable-watch.js';
import type {AllocCause} from '../ledger.js';
import type {Machine} from '../machine.js';
import {PAGES_PER_THP} from '../page-size.js';
import {copyOnWrite} from './copy-on-write.js';
import {FRAME_IN_LRU_BATCH, FRAME_KSM, FRAME_SWAPCACHE, isLarge, pinsOf} from './frames.js';
import {keepAgain} from './lazy-free.js';
import {drainLruBatch} from './lru-batch.js';
import {mapNewPage, mapNewThp} from './new-page.js';
import {faultsThp, queueNewThp, splitPmdAt} from './pmd.js';
import type {Vma} from './process.js';
import {
	PMD_HUGE,
	PTE_KIND,
	PTE_NONE,
	PTE_PRESENT,
	PTE_PROTECTED,
	PTE_SHARED,
	PTE_SWAP,
	PTE_YOUNG,
} from './slots.js';
import {swapIn} from './swap-in.js';
import {prepareAnonVma} from './vma.js';

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
	noteSlotChange(m, slot);
	if (kind !== PTE_PRESENT || !mayReuse(m, slot)) {
		splitPmdAt(m, slot);
		if (!copyOnWrite(m, vma, slot)) return false;
	}
	slots.pte[slot] = (slots.pte[slot] & ~(PTE_PROTECTED | PTE_SHARED)) | PTE_YOUNG;
	frames.content[slots.frame[slot]] = content;
	if (m.reclaim.lazyFree.size > 0) keepAgain(m, slots.frame[slot] as Frame);
	return true;
}

function firstWrite(m: Machine, vma: Vma, slot: Slot, content: Content, cause: AllocCause): boolean {
	if (faultsThp(m, vma, slot)) {
		const first = (slot & ~(PAGES_PER_THP - 1)) as Slot;
		if (mapNewThp(m, vma, first, (i) => (first + i === slot ? content : 0), cause)) {
			m.vm.thp_fault_alloc++;
			queueNewThp(m, m.slots.frame[first] as Frame);
			return true;
		}
	}
	return mapNewPage(m, vma, slot, content, cause);
}

/** Whether a write goes to the page itself: it is exclusive, or nobody else is left who refers to it (wp_can_reuse_anon_folio). */
function mayReuse(m: Machine, slot: Slot): boolean {
	const {slots, frames} = m;
	const page = slots.frame[slot] as Frame;
	if ((frames.flags[page] & FRAME_KSM) !== 0) return false;
	if ((slots.pte[slot] & (PTE_PROTECTED | PTE_SHARED)) === 0) return true;
	// A THP mapped by a PMD is reused as a whole; a subpage mapped by a PTE never is.
	if (isLarge(frames, page))
		return (
			slots.pmd[slot >>> 9] === PMD_HUGE &&
			frames.blockMapped[page >>> 9] === PAGES_PER_THP &&
			reusePmd(m, slot)
		);
	const cached = (frames.flags[page] & FRAME_SWAPCACHE) === 0 ? 0 : 1;
	const inBatch = (frames.flags[page] & FRAME_IN_LRU_BATCH) !== 0;
	const references = frames.mapCount[page] + pinsOf(frames, page) + cached;
	if (references + (inBatch ? 1 : 0) > 3) return false;
	if (inBatch) drainLruBatch(m);
	return references <= 1;
}

/** The other mapper of a forked THP is gone: all of it is exclusive again. */
function reusePmd(m: Machine, slot: Slot): boolean {
	const first = slot & ~(PAGES_PER_THP - 1);
	for (let i = first; i < first + PAGES_PER_THP; i++) m.slots.pte[i] &= ~PTE_SHARED;
	return true;
}
