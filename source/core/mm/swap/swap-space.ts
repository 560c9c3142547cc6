// Swap space as a structure of arrays by swap slot: what each holds, with a count of the PTEs that refer to it
// (mm/swapfile.c), and the swap cache (mm/swap_state.c). Zero-filled pages take a slot but no I/O (mm/page_io.c,
// swap_zeromap). Leaves out clusters: any free slots will do for a THP, as long as there are 512.

import {invariant} from '../../base/invariant.js';
import type {Content, Frame, SwapSlot} from '../../base/brands.js';
import type {Machine} from '../../state/machine.js';
import {enlarged} from '../../base/enlarged.js';
import {FRAME_SWAPCACHE} from '../../state/mm/frames.js';
import {ageOfEviction} from '../reclaim/workingset.js';

/** Bits of SwapSpace.flags; FRAME_TAGGED besides them says that MTE tags went along. */
const SWAP_IN_USE = 128;
/** Its folio was all zeros, so that no I/O was done for it. */
const SWAP_ZERO = 64;
const NO_TAGS = SWAP_IN_USE | SWAP_ZERO;

/** Swap slots not in use. */
export const freeSwapPages = (m: Machine): number => m.config.swapPages - m.reclaim.swap.used;

function grow(m: Machine): void {
	const {swap} = m.reclaim;
	const slots = Math.min(m.config.swapPages + 1, swap.content.length * 2 + 512);
	swap.content = enlarged(swap.content, slots);
	swap.references = enlarged(swap.references, slots);
	swap.flags = enlarged(swap.flags, slots);
	swap.age = enlarged(swap.age, slots);
}

/** Takes a slot with no references yet; 0 when swap is full. `isZero`: its folio is all zeros and needs no I/O. */
export function allocSwapSlot(m: Machine, content: Content, tags: number, isZero: boolean): SwapSlot {
	const {swap} = m.reclaim;
	if (freeSwapPages(m) <= 0) return 0 as SwapSlot;
	const slot = swap.free.pop() ?? swap.next++;
	if (slot >= swap.content.length) grow(m);
	swap.content[slot] = content;
	swap.references[slot] = 0;
	swap.flags[slot] = SWAP_IN_USE | tags | (isZero ? SWAP_ZERO : 0);
	swap.age[slot] = ageOfEviction(m, 1);
	swap.used++;
	return slot as SwapSlot;
}

/** What the slot holds. */
export const swapContent = (m: Machine, slot: SwapSlot): Content => m.reclaim.swap.content[slot] as Content;
/** FRAME_TAGGED if MTE tags went along, else 0. */
export const swapTags = (m: Machine, slot: SwapSlot): number => m.reclaim.swap.flags[slot] & ~NO_TAGS;
/** Whether the slot was written without I/O because its folio was all zeros (swap_zeromap). */
export const isSwapZero = (m: Machine, slot: number): boolean =>
	(m.reclaim.swap.flags[slot] & SWAP_ZERO) !== 0;

/** One PTE more refers to the slot. */
export function referToSwap(m: Machine, slot: SwapSlot): void {
	invariant((m.reclaim.swap.flags[slot] & SWAP_IN_USE) !== 0, 'a swap PTE refers to a swap slot in use');
	m.reclaim.swap.references[slot]++;
}

/** One PTE less refers to the slot; without any it is free, and its page leaves the swap cache. */
export function releaseSwap(m: Machine, slot: SwapSlot): void {
	const {swap} = m.reclaim;
	invariant(swap.references[slot] > 0, 'a swap slot is given back once for each PTE');
	if (--swap.references[slot] > 0) return;
	const page = cachedPage(m, slot);
	if (page !== 0) leaveSwapCache(m, page);
	swap.flags[slot] = 0;
	swap.free.push(slot);
	swap.used--;
}

/** The page in the swap cache that holds what the slot does, or 0. */
export const cachedPage = (m: Machine, slot: SwapSlot): Frame =>
	(m.reclaim.swap.cached.get(slot) ?? 0) as Frame;

/** The swap slot whose page in the swap cache this is, or 0. */
export const swapSlotOf = (m: Machine, page: Frame): SwapSlot =>
	(m.reclaim.swap.cache.get(page) ?? 0) as SwapSlot;

/** Keeps a page that was read from a slot to which further PTEs refer. */
export function enterSwapCache(m: Machine, slot: SwapSlot, page: Frame): void {
	m.reclaim.swap.cached.set(slot, page);
	m.reclaim.swap.cache.set(page, slot);
	m.frames.flags[page] |= FRAME_SWAPCACHE;
}

/** The page is freed, or nothing else refers to its slot any more. */
export function leaveSwapCache(m: Machine, page: Frame): void {
	const {cache, cached} = m.reclaim.swap;
	cached.delete(swapSlotOf(m, page));
	cache.delete(page);
	m.frames.flags[page] &= ~FRAME_SWAPCACHE;
}

/** A page in the swap cache has moved to another frame. */
export function moveInSwapCache(m: Machine, from: Frame, to: Frame): void {
	const slot = swapSlotOf(m, from);
	if (slot === 0) return;
	leaveSwapCache(m, from);
	enterSwapCache(m, slot, to);
}
