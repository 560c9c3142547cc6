// Bringing a swapped page back (mm/memory.c, do_swap_page; mm/ksm.c, ksm_might_need_to_copy). Swap is taken to be a
// synchronous device such as zram: no readahead, and a page that only one PTE refers to bypasses the swap cache. One that
// several refer to stays in the swap cache until all have it; it is mapped by each, or copied where it cannot be.

import type {Frame, Slot, SwapSlot} from '../../base/brands.js';
import {record} from '../../events.js';
import type {Machine} from '../../state/machine.js';
import {FRAME_KSM} from '../../state/mm/frames.js';
import {ownerOf} from '../folio.js';
import {addToLruBatch} from '../reclaim/lru-batch.js';
import {allocateFrame} from '../fault/alloc-page.js';
import {processOf, vmaOf, linearIndex} from '../vma/find.js';
import {mapFrame} from '../rmap/ptes.js';
import type {Vma} from '../../state/mm/process.js';
import {PTE_NONE, PTE_SHARED} from '../../state/mm/slots.js';
import {cachedPage, enterSwapCache, isSwapZero, releaseSwap, swapContent, swapTags} from './swap-space.js';
import {recordRefault} from '../reclaim/workingset.js';

/** Brings the page of a swap PTE back; false when memory is short. */
export function swapIn(m: Machine, vma: Vma, slot: Slot): boolean {
	const {slots, frames} = m;
	const swapSlot = slots.frame[slot] as SwapSlot;
	let page = cachedPage(m, swapSlot);
	const copies = page !== 0 && needsCopy(m, page, vma, slot);
	if (page === 0 || copies) {
		page = allocateFrame(m, vma.node, 'swap_in');
		if (page === 0) return false;
		frames.content[page] = swapContent(m, swapSlot);
		frames.flags[page] |= swapTags(m, swapSlot);
		if (copies) m.vm.ksm_swpin_copy++;
		else {
			if (isSwapZero(m, swapSlot)) m.vm.swpin_zero++;
			else m.vm.pswpin++;
			recordRefault(m, page, m.reclaim.swap.age[swapSlot]);
			if (m.reclaim.swap.references[swapSlot] > 1) enterSwapCache(m, swapSlot, page);
		}
		addToLruBatch(m, page);
	}
	const shared = slots.pte[slot] & PTE_SHARED;
	slots.pte[slot] = PTE_NONE;
	processOf(m, slot).swapPages--;
	mapFrame(m, slot, page);
	if (!copies) slots.pte[slot] |= shared;
	releaseSwap(m, swapSlot);
	record(m, 'swap', slot, copies ? 'in_by_copy' : 'in');
	return true;
}

/** A page in the swap cache serves another PTE as it is if it is a KSM page, or one of the same anon_vma family and index. */
function needsCopy(m: Machine, page: Frame, vma: Vma, slot: Slot): boolean {
	const {frames, knobs, anonVmas} = m;
	if ((frames.flags[page] & FRAME_KSM) !== 0 && frames.mapping[page] !== 0 && (knobs.run & 2) === 0)
		return false;
	if ((frames.flags[page] & FRAME_KSM) !== 0) return true;
	const owner = ownerOf(frames, page);
	const home = vmaOf(m, owner);
	if (home === undefined) return true;
	return (
		linearIndex(home, owner) !== linearIndex(vma, slot) ||
		anonVmas[home.anonVma].root !== anonVmas[vma.anonVma].root
	);
}
