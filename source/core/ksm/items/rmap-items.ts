// rmap_items: one per scanned address, made when ksmd first finds a page there, freed when ksmd passes the address and
// finds none (mm/ksm.c, get_next_rmap_item, remove_trailing_rmap_items).

import {COSTS} from '../../catalogue/costs.js';
import type {PageNumber, Slot} from '../../base/brands.js';
import type {Machine} from '../../state/machine.js';
import type {Process} from '../../state/mm/process.js';
import {ITEM_EXISTS, ITEM_STABLE, ITEM_UNSTABLE} from '../../state/mm/slots.js';
import {PAGES_PER_THP} from '../../base/page-size.js';
import {forgetChecksums} from './checksum.js';
import {removeItemFromTree} from '../stable/items.js';
import {ensureUnstableTree} from '../fast/unstable-build.js';

/** Makes the item of a slot that has none. */
export function createItem(m: Machine, process: Process, slot: Slot): void {
	const {slots} = m;
	slots.item[slot] = ITEM_EXISTS;
	slots.items[slot >>> 9]++;
	m.ksm.rmapItems++;
	process.ksmRmapItems++;
}

/**
 * How many items the 2 MiB ranges have that [from, to) of a process touches: 0 if there are none in it, else
 * perhaps more than in it.
 */
export function itemsWithin(m: Machine, process: Process, from: PageNumber, to: PageNumber): number {
	if (process.ksmRmapItems === 0) return 0;
	const {items} = m.slots;
	let found = 0;
	for (const extent of process.extents) {
		if (extent.end <= from) continue;
		if (extent.start >= to) break;
		const base = extent.first * PAGES_PER_THP - extent.start;
		const end = (base + Math.min(to, extent.end) - 1) >>> 9;
		for (let range = (base + Math.max(from, extent.start)) >>> 9; range <= end; range++)
			found += items[range];
	}
	return found;
}

/**
 * Frees the items of the addresses in [from, to) of a process, and charges ksmd for it: of all, or of some 2 MiB ranges until
 * `most` are freed. Returns the address up to which that is done.
 */
export function dropItems(
	m: Machine,
	process: Process,
	from: PageNumber,
	to: PageNumber,
	most = Infinity,
): PageNumber {
	if (process.ksmRmapItems === 0) return to;
	ensureUnstableTree(m);
	const {items} = m.slots;
	let dropped = 0;
	let reached = to;
	search: for (const extent of process.extents) {
		if (extent.end <= from) continue;
		if (extent.start >= to) break;
		const base = extent.first * PAGES_PER_THP - extent.start;
		const last = base + Math.min(to, extent.end);
		for (let slot = base + Math.max(from, extent.start); slot < last;) {
			const range = slot >>> 9;
			const stop = Math.min(last, (range + 1) << 9);
			if (items[range] !== 0) dropped += dropItemsInRange(m, process, slot, stop);
			slot = stop;
			if (dropped < most) continue;
			reached = (slot - base) as PageNumber;
			break search;
		}
	}
	m.ksm.thread.stepNs += dropped * COSTS.itemDropped;
	return reached;
}

/** Frees the items of the slots [from, to) of one range, out of whichever tree each is in; returns how many there were. */
function dropItemsInRange(m: Machine, process: Process, from: number, to: number): number {
	const {item, items, age, skips} = m.slots;
	let dropped = 0;
	for (let slot = from; slot < to; slot++) {
		if ((item[slot] & (ITEM_STABLE | ITEM_UNSTABLE)) !== 0) removeItemFromTree(m, slot as Slot);
		dropped += item[slot] & ITEM_EXISTS;
		item[slot] = 0;
		age[slot] = 0;
		skips[slot] = 0;
	}
	items[from >>> 9] -= dropped;
	if (items[from >>> 9] === 0) forgetChecksums(m.slots, from >>> 9);
	m.ksm.rmapItems -= dropped;
	process.ksmRmapItems -= dropped;
	return dropped;
}
