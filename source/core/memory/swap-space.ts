// Swap space: slots with a count of the PTEs that refer to each (mm/swapfile.c). Zero-filled pages take a slot but no
// I/O (mm/page_io.c, swap_zeromap).

import {invariant} from '../invariant.js';
import type {Content, Frame, SwapSlot} from '../brands.js';
import type {Machine} from '../machine.js';
import {FRAME_SWAPCACHE} from './frames.js';
import {ageOfEviction} from './workingset.js';

/** What a swap slot holds. */
export interface SwapEntry {
	content: Content;
	/** PTEs that refer to it. */
	references: number;
	/** MTE tags that went along. */
	tags: number;
	/** Zero-filled: no I/O was done for it. */
	isZero: boolean;
	/** The page in the swap cache, 0 if there is none. */
	cached: Frame;
	/** When it was evicted, by Lru.age. */
	readonly age: number;
}

export interface SwapSpace {
	readonly entries: Map<number, SwapEntry>;
	/** The swap cache: from page to swap slot. */
	readonly cache: Map<number, number>;
	/** Slots given back, used again before new ones; the next new slot. */
	readonly free: number[];
	next: number;
}

export function createSwapSpace(): SwapSpace {
	return {entries: new Map(), cache: new Map(), free: [], next: 1};
}

/** Swap slots not in use. */
export const freeSwapPages = (m: Machine): number => m.config.swapPages - m.reclaim.swap.entries.size;

/** Takes a slot with no references yet; 0 when swap is full. `isZero`: its folio is all zeros and needs no I/O. */
export function takeSwapSlot(m: Machine, content: Content, tags: number, isZero: boolean): SwapSlot {
	const {swap} = m.reclaim;
	if (freeSwapPages(m) <= 0) return 0 as SwapSlot;
	const slot = swap.free.pop() ?? swap.next++;
	swap.entries.set(slot, {
		content,
		references: 0,
		tags,
		isZero,
		cached: 0 as Frame,
		age: ageOfEviction(m, 1),
	});
	return slot as SwapSlot;
}

export function swapEntry(m: Machine, slot: SwapSlot): SwapEntry {
	const entry = m.reclaim.swap.entries.get(slot);
	invariant(entry !== undefined, 'a swap PTE refers to a swap slot in use');
	return entry;
}

/** One PTE less refers to the slot; without any it is free, and its page leaves the swap cache. */
export function releaseSwap(m: Machine, slot: SwapSlot): void {
	const entry = swapEntry(m, slot);
	if (--entry.references > 0) return;
	dropSwapSlot(m, slot, entry);
}

function dropSwapSlot(m: Machine, slot: SwapSlot, entry: SwapEntry): void {
	if (entry.cached !== 0) leaveSwapCache(m, entry.cached);
	m.reclaim.swap.entries.delete(slot);
	m.reclaim.swap.free.push(slot);
}

/** The swap slot whose page in the swap cache this is, or 0. */
export const swapSlotOf = (m: Machine, page: Frame): SwapSlot =>
	(m.reclaim.swap.cache.get(page) ?? 0) as SwapSlot;

/** Keeps a page that was read from a slot to which further PTEs refer. */
export function enterSwapCache(m: Machine, slot: SwapSlot, page: Frame): void {
	swapEntry(m, slot).cached = page;
	m.reclaim.swap.cache.set(page, slot);
	m.frames.flags[page] |= FRAME_SWAPCACHE;
}

/** A page in the swap cache has moved to another frame. */
export function moveInSwapCache(m: Machine, from: Frame, to: Frame): void {
	const slot = swapSlotOf(m, from);
	if (slot === 0) return;
	leaveSwapCache(m, from);
	enterSwapCache(m, slot, to);
}

/** The page is freed, or nobody else refers to its slot any more. */
export function leaveSwapCache(m: Machine, page: Frame): void {
	const {cache} = m.reclaim.swap;
	swapEntry(m, cache.get(page) as SwapSlot).cached = 0 as Frame;
	cache.delete(page);
	m.frames.flags[page] &= ~FRAME_SWAPCACHE;
}
