// Page-table entries and the pages behind them: mapping, unmapping, and freeing a page with its last mapping
// (mm/rmap.c, mm/memory.c). Every freed page is counted in the ledger under its cause. The scan reference of ksmd needs no
// count of its own: a page that loses its last mapping inside a visit is freed within the same wakeup either way.

import {dropFromMmIds} from './mm-ids.js';
import {invariant} from '../../base/invariant.js';
import type {FreeCause, Splitter} from '../../catalogue/causes.js';
import type {Machine} from '../../state/machine.js';
import type {Frame, Slot, SwapSlot} from '../../base/brands.js';
import {PAGES_PER_THP} from '../../base/page-size.js';
import {invalidateSlot, markNodeStale} from '../../ksm/invalidate.js';
import {leaveSwapCache, releaseSwap} from '../swap/swap-space.js';
import {
	BLOCK_THP,
	FRAME_IN_LRU_BATCH,
	FRAME_KSM,
	FRAME_SWAPCACHE,
	THP_PARTIALLY_MAPPED,
	THP_QUEUED,
	type Frames,
} from '../../state/mm/frames.js';
import {freeFrame, freeThp} from '../page-alloc.js';
import {headOf, blockOf, isLarge} from '../folio.js';
import {forgetInLruBatch, mlockRefsOf} from '../reclaim/lru-batch.js';
import {forgetInLru} from '../reclaim/lru.js';
import {
	PTE_FROM_SPLIT,
	PTE_KIND,
	PTE_NONE,
	PTE_PRESENT,
	PTE_SWAP,
	PTE_YOUNG,
	PTE_ZERO,
	PTE_ZERO_KSM,
} from '../../state/mm/slots.js';
import {processOf} from '../vma/find.js';
import {rmapWalkAnon} from './rmap-walk-anon.js';

/** Maps an anonymous frame at an empty slot. */
export function mapFrame(m: Machine, slot: Slot, frame: Frame): void {
	const {slots} = m;
	invariant((slots.pte[slot] & PTE_KIND) === PTE_NONE, 'a frame is mapped where nothing is');
	slots.pte[slot] = PTE_PRESENT | PTE_YOUNG;
	slots.frame[slot] = frame;
	slots.present[slot >>> 9]++;
	processOf(m, slot).rssAnonPages++;
	addMapping(m, slot, frame);
}

/** Counts one more mapping of `frame`, from `slot`. */
export function addMapping(m: Machine, slot: Slot, frame: Frame): void {
	const {frames} = m;
	if (raiseMapCount(frames, frame) === 0 && (frames.flags[frame] & FRAME_KSM) === 0)
		frames.mapping[frame] = slot;
	if (frames.blockState[frame >>> 9] === BLOCK_THP) frames.blockMapped[frame >>> 9]++;
}

/** Counts one mapping less; when that was the last, frees the page or marks its THP as partially mapped. */
export function dropMapping(
	m: Machine,
	slot: Slot,
	frame: Frame,
	cause: FreeCause,
	splitter?: Splitter,
): void {
	const {frames} = m;
	const left = --frames.mapCount[frame];
	if (left === 0) frames.mappedPages--;
	if (isLarge(frames, frame)) dropThpMapping(m, slot, frame, cause);
	else if (left === 0) freeBase(m, frame, cause, splitter);
	else if ((frames.flags[frame] & FRAME_KSM) === 0 && frames.mapping[frame] === slot)
		frames.mapping[frame] = rmapWalkAnon(m, frame)[0] ?? 0;
}

/** The part of dropMapping that concerns a page of a THP. */
function dropThpMapping(m: Machine, slot: Slot, frame: Frame, cause: FreeCause): void {
	const {frames} = m;
	const block = blockOf(frame);
	if (frames.mmIds.size > 0) dropFromMmIds(frames, headOf(block), m.slots.owner[slot >>> 9]);
	if (--frames.blockMapped[block] === 0) freeWholeThp(m, headOf(block), cause);
	else if (frames.mapCount[frame] === 0) markPartiallyMapped(m, headOf(block));
	else if (frames.mapping[frame] === slot) frames.mapping[frame] = rmapWalkAnon(m, frame)[0] ?? 0;
}

/** A page that is freed in spite of its pins, which a kernel would keep until they are gone. */
function forgetPins(frames: Frames, folio: Frame, pages: number): void {
	frames.pins.delete(folio);
	for (let page: number = folio; page < folio + pages; page++) frames.pagePins.delete(page);
}

/** Frees a base page that nothing maps, and counts it in the ledger. */
export function freeBase(m: Machine, frame: Frame, cause: FreeCause, splitter?: Splitter): void {
	const {frames, ledger} = m;
	const flags = frames.flags[frame];
	if ((flags & FRAME_KSM) !== 0) markNodeStale(m, frame);
	if ((flags & FRAME_IN_LRU_BATCH) !== 0 || mlockRefsOf(m, frame) > 0) forgetInLruBatch(m, frame);
	if ((flags & FRAME_SWAPCACHE) !== 0) leaveSwapCache(m, frame);
	forgetInLru(m, frame);
	if (frames.pins.size > 0) forgetPins(frames, frame, 1);
	freeFrame(frames, frame);
	ledger.freedPages[cause]++;
	if (cause === 'split_remap' && splitter !== undefined) ledger.splitRemapBy[splitter]++;
	if (
		cause === 'ksm_merge' ||
		cause === 'ksm_zero_page' ||
		(cause === 'split_remap' && splitter === 'ksmd')
	) {
		ledger.freedInWakeup++;
	}
}

/** Frees a THP that nothing maps, and counts it in the ledger. */
export function freeWholeThp(m: Machine, head: Frame, cause: FreeCause): void {
	const {frames} = m;
	if ((frames.blockFlags[head >>> 9] & THP_QUEUED) !== 0) leaveDeferredQueue(m, head);
	forgetInLru(m, head);
	if (frames.pins.size > 0) forgetPins(frames, head, PAGES_PER_THP);
	freeThp(frames, head);
	m.ledger.freedPages[cause] += PAGES_PER_THP;
}

/** All mappings of a THP are about to be removed together: it never counts as partially mapped meanwhile. */
export function unmapAsWhole(m: Machine, head: Frame): void {
	m.frames.blockFlags[head >>> 9] |= THP_PARTIALLY_MAPPED;
}

/** Takes a folio off the deferred split queue. */
export function leaveDeferredQueue(m: Machine, head: Frame): void {
	const found = m.thp.deferred.delete(head);
	invariant(found, 'a queued folio is on the deferred split queue');
	m.frames.blockFlags[head >>> 9] &= ~THP_QUEUED;
}

/** deferred_split_folio(folio, true): some of its pages lost their last mapping. */
function markPartiallyMapped(m: Machine, head: Frame): void {
	const {frames} = m;
	const block = head >>> 9;
	if ((frames.blockFlags[block] & THP_PARTIALLY_MAPPED) === 0) {
		frames.blockFlags[block] |= THP_PARTIALLY_MAPPED;
		m.vm.thp_deferred_split_page++;
	}
	if ((frames.blockFlags[block] & THP_QUEUED) === 0) {
		frames.blockFlags[block] |= THP_QUEUED;
		m.thp.deferred.add(head);
	}
}

/** Puts the shared zeropage at an empty slot. */
export function mapZeropage(m: Machine, slot: Slot, how: 'fault' | 'split' | 'ksm'): void {
	const {slots, ksm} = m;
	invariant((slots.pte[slot] & PTE_KIND) === PTE_NONE, 'the zeropage is mapped where nothing is');
	slots.zero[slot >>> 9]++;
	slots.frame[slot] = 0;
	if (how === 'ksm') {
		slots.pte[slot] = PTE_ZERO_KSM;
		ksm.zeroPages++;
		processOf(m, slot).ksmZeroPages++;
	} else slots.pte[slot] = how === 'split' ? PTE_ZERO | PTE_FROM_SPLIT : PTE_ZERO;
	countZeropagePte(m, slot, 1);
}

function countZeropagePte(m: Machine, slot: Slot, change: 1 | -1): void {
	const pte = m.slots.pte[slot];
	const {zeropagePtes} = m.thp;
	if ((pte & PTE_KIND) === PTE_ZERO_KSM) zeropagePtes.ksm += change;
	else if ((pte & PTE_FROM_SPLIT) !== 0) zeropagePtes.split += change;
	else zeropagePtes.fault += change;
}

/**
 * Empties a slot (zap_pte_range): a page that loses its last mapping is freed under `cause`, a swap slot loses a reference.
 * The rmap_item of the address stays until ksmd comes to it.
 */
export function unmapSlot(m: Machine, slot: Slot, cause: FreeCause): void {
	const {slots} = m;
	const kind = slots.pte[slot] & PTE_KIND;
	if (kind === PTE_NONE) return;
	invalidateSlot(m, slot);
	const frame = slots.frame[slot] as Frame;
	const range = slot >>> 9;
	if (kind === PTE_PRESENT) {
		slots.pte[slot] = PTE_NONE;
		slots.present[range]--;
		processOf(m, slot).rssAnonPages--;
		dropMapping(m, slot, frame, cause);
	} else if (kind === PTE_SWAP) {
		slots.pte[slot] = PTE_NONE;
		processOf(m, slot).swapPages--;
		releaseSwap(m, slots.frame[slot] as SwapSlot);
	} else {
		countZeropagePte(m, slot, -1);
		slots.pte[slot] = PTE_NONE;
		slots.zero[range]--;
		if (kind === PTE_ZERO_KSM) {
			m.ksm.zeroPages--;
			processOf(m, slot).ksmZeroPages--;
		}
	}
}

/** Counts one more mapping of a frame; returns how many there were. */
function raiseMapCount(frames: Frames, frame: Frame): number {
	const before = frames.mapCount[frame];
	if (before === 0xffff && frames.mapCount instanceof Uint16Array)
		frames.mapCount = Uint32Array.from(frames.mapCount);
	frames.mapCount[frame] = before + 1;
	if (before === 0) frames.mappedPages++;
	return before;
}
