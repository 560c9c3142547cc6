// Swapping a folio out (mm/vmscan.c, shrink_folio_list; mm/rmap.c, try_to_unmap_one; mm/page_io.c, swap_writeout). A
// THP is written whole if swap has room for it. I/O takes no time: the page is written and freed at once. A KSM page with
// a mapping that the reverse walk misses stays wholly mapped, as Hugh Dickins reported in April 2026; or, with
// missedMapping `derived`, loses the mappings that the walk did find, as the code of try_to_unmap_one has it.

import {rmapWalkKsm} from '../../ksm/items/rmap-walk.js';
import {invalidateSlot} from '../../ksm/invalidate.js';
import type {Content, Frame, Slot, SwapSlot} from '../../base/brands.js';
import {record} from '../../events.js';
import type {Machine} from '../../state/machine.js';
import {PAGES_PER_THP} from '../../base/page-size.js';
import {FRAME_HWPOISON, FRAME_KSM, FRAME_SWAPCACHE, FRAME_TAGGED} from '../../state/mm/frames.js';
import {isLarge, pinsOf, isKsm, isQueuedPartiallyMapped, folioNrPages} from '../folio.js';
import {dropMapping, unmapAsWhole} from '../rmap/ptes.js';
import {processOf, isLockedSlot} from '../vma/find.js';
import {splitPmdAt} from '../fault/pmd.js';
import {rmapWalkAnon} from '../rmap/rmap-walk-anon.js';
import {PTE_PROTECTED, PTE_SHARED, PTE_SWAP} from '../../state/mm/slots.js';
import {
	enterSwapCache,
	freeSwapPages,
	isSwapZero,
	referToSwap,
	swapSlotOf,
	allocSwapSlot,
} from './swap-space.js';

/** The outcome for a folio: freed; to be split first; back to its list; back to the active list. */
export type SwapOutcome = 'freed' | 'split' | 'keep' | 'activate';

/** Swaps a folio (a base page, or the head of a THP) out and frees it, if that can be done. */
export function swapOut(m: Machine, folio: Frame): SwapOutcome {
	const {frames} = m;
	if (pinsOf(frames, folio) > 0 || isPoisoned(m, folio)) return 'keep';
	if (isLarge(frames, folio)) return swapOutThp(m, folio);
	const cached = swapSlotOf(m, folio);
	if (cached === 0 && freeSwapPages(m) < 1) return 'activate';
	const slots = isKsm(frames, folio) ? rmapWalkKsm(m, folio) : rmapWalkAnon(m, folio);
	if (slots.length === 0 || slots.some((slot) => isLockedSlot(m, slot))) return 'activate';
	if (slots.length < frames.mapCount[folio]) {
		if (m.config.missedMapping === 'derived') unmapFound(m, folio, slots, cached);
		return 'activate';
	}
	const swapSlot =
		cached === 0 ? takeSlotFor(m, folio, m.kernel.notesZeroSwap && frames.content[folio] === 0) : cached;
	// What is in the swap cache has not changed since it was read: no second write.
	if (cached === 0) countWrite(m, isSwapZero(m, swapSlot), 1);
	record(m, 'swap', slots[0], 'out');
	for (const slot of slots) replaceBySwap(m, slot, folio, swapSlot);
	return 'freed';
}

/**
 * The mappings that the walk found become swap entries. The folio is mapped still, so shrink_folio_list puts it back on
 * the active list, in the swap cache and not written.
 */
function unmapFound(m: Machine, folio: Frame, slots: readonly Slot[], cached: SwapSlot): void {
	const swapSlot = cached === 0 ? takeSlotFor(m, folio, false) : cached;
	if (cached === 0) enterSwapCache(m, swapSlot, folio);
	record(m, 'swap', slots[0], 'out');
	for (const slot of slots) replaceBySwap(m, slot, folio, swapSlot);
}

function swapOutThp(m: Machine, head: Frame): SwapOutcome {
	const {frames} = m;
	if (isQueuedPartiallyMapped(frames, head)) return 'split';
	if (freeSwapPages(m) < PAGES_PER_THP) return 'split';
	const owners = rmapWalkAnon(m, head);
	if (owners.some((slot) => isLockedSlot(m, slot))) return 'activate';
	let isZero = m.kernel.notesZeroSwap;
	for (let i = 0; i < PAGES_PER_THP && isZero; i++) isZero = frames.content[head + i] === 0;
	countWrite(m, isZero, PAGES_PER_THP);
	record(m, 'swap', owners[0], 'out');
	unmapAsWhole(m, head);
	for (let i = 0; i < PAGES_PER_THP; i++) {
		const page = (head + i) as Frame;
		const swapSlot = takeSlotFor(m, page, isZero);
		for (const slot of rmapWalkAnon(m, page)) {
			splitPmdAt(m, slot);
			replaceBySwap(m, slot, page, swapSlot);
		}
	}
	return 'freed';
}

function isPoisoned(m: Machine, folio: Frame): boolean {
	const pages = folioNrPages(m.frames, folio);
	for (let i = 0; i < pages; i++) if ((m.frames.flags[folio + i] & FRAME_HWPOISON) !== 0) return true;
	return false;
}

function takeSlotFor(m: Machine, page: Frame, isZero: boolean): SwapSlot {
	const {content, flags} = m.frames;
	return allocSwapSlot(m, content[page] as Content, flags[page] & FRAME_TAGGED, isZero);
}

/** A folio of zeros is only noted as such, whatever its size; any other is written whole. */
function countWrite(m: Machine, isZero: boolean, pages: number): void {
	if (isZero) m.vm.swpout_zero += pages;
	else m.vm.pswpout += pages;
}

/** Puts a swap entry in the place of a page; the last one to go frees the page. */
function replaceBySwap(m: Machine, slot: Slot, page: Frame, swapSlot: SwapSlot): void {
	const {slots, frames} = m;
	invalidateSlot(m, slot);
	const isExclusive =
		(slots.pte[slot] & (PTE_SHARED | PTE_PROTECTED)) === 0 &&
		(frames.flags[page] & (FRAME_KSM | FRAME_SWAPCACHE)) === 0;
	slots.pte[slot] = isExclusive ? PTE_SWAP : PTE_SWAP | PTE_SHARED;
	slots.frame[slot] = swapSlot;
	slots.present[slot >>> 9]--;
	const process = processOf(m, slot);
	process.rssAnonPages--;
	process.swapPages++;
	referToSwap(m, swapSlot);
	dropMapping(m, slot, page, 'swap_out');
}
