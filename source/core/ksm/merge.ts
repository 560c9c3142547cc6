// Merging one page: split its folio if it is large, write-protect it, compare it, replace it (mm/ksm.c,
// try_to_merge_one_page, write_protect_page, replace_page). The split comes before the write-protection, so on kernels
// that remap zero subpages a page of zeros has lost its mapping by then, and the merge that asked for the split fails.

import type {Frame, Slot} from '../base/brands.js';
import type {Machine} from '../state/machine.js';
import {mergesWithZeropage, pagesIdentical} from '../mm/content-order.js';
import {FRAME_IN_LRU_BATCH, FRAME_KSM} from '../state/mm/frames.js';
import {isLarge, pinsOf} from '../mm/folio.js';
import {markRedirtied} from '../mm/reclaim/lazy-free.js';
import {mlockRefsOf, munlockPage, passMlockBatch} from '../mm/reclaim/lru-batch.js';
import type {Vma} from '../state/mm/process.js';
import {zapSlot} from '../mm/zap.js';
import {markAccessed} from '../mm/reclaim/lru.js';
import {addMapping, dropMapping, mapZeropage} from '../mm/rmap/ptes.js';
import {PTE_KIND, PTE_PRESENT, PTE_PROTECTED, PTE_SHARED, PTE_YOUNG} from '../state/mm/slots.js';
import {splitFolio} from '../thp/split.js';
import {mergeableVma} from './mergeable.js';
import {removeItemFromTree} from './stable/items.js';

/** What a page is merged with: the zeropage, nothing yet (it becomes a KSM page itself), or a KSM page. */
export type MergeTarget = 'zeropage' | 'promote' | Frame;

/**
 * try_to_merge_with_ksm_page: on success the slot's item has left its tree. `references` are those that ksmd holds on the
 * folio, `vma` is that around the slot.
 */
export function mergeInto(
	m: Machine,
	slot: Slot,
	page: Frame,
	target: MergeTarget,
	references = 1,
	vma = mergeableVma(m, slot),
): boolean {
	if (vma === undefined || !mergePage(m, vma, slot, page, target, references)) return false;
	removeItemFromTree(m, slot);
	return true;
}

/**
 * try_to_merge_one_page: returns whether the slot, which lies in `vma`, maps `target` now. False when the split, the
 * write-protection or the comparison failed; what the split did stays done.
 */
export function mergePage(
	m: Machine,
	vma: Vma,
	slot: Slot,
	page: Frame,
	target: MergeTarget,
	references = 1,
): boolean {
	const {frames} = m;
	if (page === target) return true;
	if (isLarge(frames, page) && !splitFolio(m, page, 'ksm', references, slot)) return false;
	if (!writeProtect(m, slot, page)) return false;
	if (target === 'promote') {
		promote(m, slot, page);
		return true;
	}
	if (target === 'zeropage') {
		if (!mergesWithZeropage(m, page)) return false;
		zapSlot(m, slot, 'ksm_zero_page', vma.locked);
		mapZeropage(m, slot, 'ksm');
		return true;
	}
	if (!pagesIdentical(m, page, target)) return false;
	replacePage(m, vma, slot, page, target);
	return true;
}

/** Fails if the slot no longer maps the page, or it may be written through a reference beside the mappings and ksmd's own. */
function writeProtect(m: Machine, slot: Slot, page: Frame): boolean {
	const {slots, frames} = m;
	const pte = slots.pte[slot];
	if ((pte & PTE_KIND) !== PTE_PRESENT || slots.frame[slot] !== page) return false;
	// page_address_in_vma knows no address of a KSM page. One that got no stable node, because the merge failed, and that
	// a forked process still maps, thus merges with nothing any more.
	if ((frames.flags[page] & FRAME_KSM) !== 0) return false;
	if ((pte & PTE_PROTECTED) !== 0) return true;
	if ((frames.flags[page] & FRAME_IN_LRU_BATCH) !== 0 || pinsOf(frames, page) + mlockRefsOf(m, page) > 0)
		return false;
	slots.pte[slot] = (pte & ~PTE_SHARED) | PTE_PROTECTED;
	return true;
}

/** The page becomes a KSM page, in all its mappings; its stable node comes later (folio_set_stable_node(folio, NULL)). */
function promote(m: Machine, slot: Slot, page: Frame): void {
	const {frames} = m;
	frames.flags[page] |= FRAME_KSM;
	frames.mapping[page] = 0;
	if (m.config.ksmPagesOld) m.slots.pte[slot] &= ~PTE_YOUNG;
	else markAccessed(m, page);
	// It is marked dirty too, so that reclaim writes it out rather than dropping it.
	if (m.reclaim.lazyFree.size > 0) markRedirtied(m, page);
}

function replacePage(m: Machine, vma: Vma, slot: Slot, page: Frame, target: Frame): void {
	const {pte, frame} = m.slots;
	frame[slot] = target;
	// The protection of a VMA, of which replace_page makes the PTE, has the accessed bit.
	pte[slot] = m.config.ksmPagesOld ? pte[slot] & ~PTE_YOUNG : pte[slot] | PTE_YOUNG;
	addMapping(m, slot, target);
	if (vma.locked) passMlockBatch(m, target);
	dropMapping(m, slot, page, 'ksm_merge');
	if (vma.locked) munlockPage(m, page, false);
}
