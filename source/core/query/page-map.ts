// What is known of single pages, by an index that counts them within one run: see VmaInfo.firstIndex.

import type {Slot} from '../base/brands.js';
import {ITEM_EXISTS, ITEM_STABLE, ITEM_UNSTABLE} from '../state/mm/slots.js';
import {pageState, type PageState} from './page-state.js';
import {readable, type ReadonlyMachine} from './readonly-machine.js';

/** rmap_items of a run of pages, by the tree that they are in. */
export interface ItemCounts {
	/** Hang on a stable node. */
	readonly stable: number;
	/** In the unstable tree, or counted there since the last full scan. */
	readonly unstable: number;
	/** In neither: they have a checksum only. */
	readonly neither: number;
}

/** Of a page of a real kernel it is not always known who mapped the zeropage there. */
export type MapState = PageState | 'zeropage';

/** What is known of the pages of a run, by their index in it (VmaInfo.firstIndex). */
export interface PageMap {
	/** The state of one page now. */
	stateOf(index: number): MapState;
	/** The process and the virtual page number at which ksmd looks next; null between full scans, and where it is unknown. */
	readonly cursor: {readonly processId: number; readonly page: number} | null;
	/** rmap_items of the pages [from, to); null where they are unknown. */
	itemsIn(from: number, to: number): ItemCounts | null;
}

function itemsIn({slots}: ReadonlyMachine, from: number, to: number): ItemCounts {
	let stable = 0;
	let unstable = 0;
	let neither = 0;
	for (let slot = from; slot < to; slot++) {
		const item = slots.item[slot];
		if ((item & ITEM_EXISTS) === 0) continue;
		if ((item & ITEM_STABLE) !== 0) stable++;
		else if ((item & ITEM_UNSTABLE) !== 0) unstable++;
		else neither++;
	}
	return {stable, unstable, neither};
}

/** The page map of a machine: it reads the machine whenever it is asked. */
export const pageMapOf = (m: ReadonlyMachine): PageMap => ({
	stateOf: (index) => pageState(readable(m), index as Slot),
	get cursor() {
		const {cursor, mms} = m.ksm;
		return cursor.at < 0 ? null : {processId: mms[cursor.at], page: cursor.address};
	},
	itemsIn: (from, to) => itemsIn(m, from, to),
});
