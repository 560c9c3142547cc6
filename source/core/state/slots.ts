// Page tables and rmap_items, one slot per virtual page, as a structure of arrays. The rmap_item of an address lives
// in the same slot as its PTE: the kernel's per-mm list of rmap_items sorted by address is then simply the slots in
// address order (struct ksm_rmap_item, mm/ksm.c). Slots of one process that lie in one 2 MiB range of virtual addresses
// lie in one range of slots, so that a PMD is a range.

import {PAGES_PER_THP} from '../base/page-size.js';
import {enlarged} from '../base/enlarged.js';

/** Kinds of page-table entry: the low bits of Slots.pte. */
export const PTE_NONE = 0;
/** Maps a frame: base page, subpage of a large folio, or KSM page. */
export const PTE_PRESENT = 1;
/** Maps the shared zeropage, clean: a read fault or a folio split put it there. */
export const PTE_ZERO = 2;
/** Maps the shared zeropage, dirty: KSM put it there (is_ksm_zero_pte). */
export const PTE_ZERO_KSM = 3;
/** Swapped out; Slots.frame holds the swap slot. */
export const PTE_SWAP = 4;
export const PTE_KIND = 7;
/** Read-only, clean and not exclusive, as write_protect_page leaves it: the next attempt need not look at references. */
export const PTE_PROTECTED = 8;
/** The accessed bit, which khugepaged and reclaim read. */
export const PTE_YOUNG = 16;
/** Which of split and read fault made a PTE_ZERO: set for split. */
export const PTE_FROM_SPLIT = 32;
/** Read-only and not exclusive, though dirty: as fork leaves it. A write takes a fault and may have to copy. */
export const PTE_SHARED = 64;

/** What a slot's rmap_item is: bits of Slots.item. */
export const ITEM_EXISTS = 1;
/** UNSTABLE_FLAG: in the unstable tree of this full scan or counted there since the last one. */
export const ITEM_UNSTABLE = 2;
/** STABLE_FLAG: hangs on the stable node Slots.node. */
export const ITEM_STABLE = 4;
/** The lowest bit of the seqnr at which it was inserted; older than one full scan it cannot be. */
export const ITEM_SEQ = 8;
/** Colour in the unstable tree. */
export const ITEM_RED = 16;
/** The item has a checksum; a fresh rmap_item has none, so that no page passes at its first visit. */
export const ITEM_SUMMED = 32;
/** The checksum is that of what the slot maps now; else it is in Slots.checksums (see ksm/checksum.ts). */
export const CHECKSUM_FROM_PAGE = 64;

/** PMD entries: Slots.pmd. */
export const PMD_NONE = 0;
/** Maps a THP as a whole. */
export const PMD_HUGE = 1;
/** Points to a page table: no write fault makes a THP here any more. */
export const PMD_TABLE = 2;
/** Maps the huge zeropage. */
export const PMD_HUGE_ZERO = 3;

export interface Slots {
	pte: Uint8Array;
	/** Frame of a present PTE, swap slot of a PTE_SWAP. */
	frame: Uint32Array;
	item: Uint8Array;
	/** Checksums that differ from what the slot maps now, by range; most ranges have none. */
	readonly checksums: Map<number, Uint32Array>;
	/** Smart scan's age and remaining_skips. */
	age: Uint8Array;
	skips: Uint8Array;
	/**
	 * STABLE: the stable node. UNSTABLE: the parent in the tree. The three arrays of links are empty while no item is
	 * stable and no unstable tree is built.
	 */
	node: Uint32Array;
	/** STABLE: the list of the node's items (next, previous). UNSTABLE: children (left, right). */
	left: Uint32Array;
	right: Uint32Array;
	/** Per range of 512 slots: */
	pmd: Uint8Array;
	present: Uint16Array;
	zero: Uint16Array;
	items: Uint16Array;
	/** The process (index) of the range, and the virtual page number of its first slot. */
	owner: Uint32Array;
	address: Uint32Array;
	/** Ranges handed out so far. Range 0 is never used: slot 0 is "none". */
	ranges: number;
	/** Runs of free ranges: [first, count], kept sorted and merged. */
	freeRuns: Array<[number, number]>;
}

const FIRST_CAPACITY_RANGES = 8;

export function createSlots(): Slots {
	const capacity = FIRST_CAPACITY_RANGES * PAGES_PER_THP;
	return {
		pte: new Uint8Array(capacity),
		frame: new Uint32Array(capacity),
		item: new Uint8Array(capacity),
		checksums: new Map(),
		age: new Uint8Array(capacity),
		skips: new Uint8Array(capacity),
		node: new Uint32Array(0),
		left: new Uint32Array(0),
		right: new Uint32Array(0),
		pmd: new Uint8Array(FIRST_CAPACITY_RANGES),
		present: new Uint16Array(FIRST_CAPACITY_RANGES),
		zero: new Uint16Array(FIRST_CAPACITY_RANGES),
		items: new Uint16Array(FIRST_CAPACITY_RANGES),
		owner: new Uint32Array(FIRST_CAPACITY_RANGES),
		address: new Uint32Array(FIRST_CAPACITY_RANGES),
		ranges: 1,
		freeRuns: [],
	};
}

function grow(slots: Slots, needed: number): void {
	if (needed <= slots.pmd.length) return;
	// By an eighth, or by just what is asked for: a large host lets little memory lie idle.
	const ranges = Math.max(needed, slots.pmd.length + (slots.pmd.length >>> 3) + FIRST_CAPACITY_RANGES);
	const capacity = ranges * PAGES_PER_THP;
	slots.pte = enlarged(slots.pte, capacity);
	slots.frame = enlarged(slots.frame, capacity);
	slots.item = enlarged(slots.item, capacity);
	slots.age = enlarged(slots.age, capacity);
	slots.skips = enlarged(slots.skips, capacity);
	if (slots.node.length > 0) growLinks(slots, capacity);
	slots.pmd = enlarged(slots.pmd, ranges);
	slots.present = enlarged(slots.present, ranges);
	slots.zero = enlarged(slots.zero, ranges);
	slots.items = enlarged(slots.items, ranges);
	slots.owner = enlarged(slots.owner, ranges);
	slots.address = enlarged(slots.address, ranges);
}

function growLinks(slots: Slots, capacity: number): void {
	slots.node = enlarged(slots.node, capacity);
	slots.left = enlarged(slots.left, capacity);
	slots.right = enlarged(slots.right, capacity);
}

/** Makes sure that items have links: before the first is stable, or the unstable tree is built. */
export function ensureLinks(slots: Slots): void {
	if (slots.node.length === 0) growLinks(slots, slots.pte.length);
}

/** Gives the memory of the links back. No item may be stable or in a built tree. */
export function releaseLinks(slots: Slots): void {
	slots.node = new Uint32Array(0);
	slots.left = new Uint32Array(0);
	slots.right = new Uint32Array(0);
}

/** Takes `count` consecutive ranges, all zero, and returns the first. */
export function allocRanges(slots: Slots, count: number): number {
	for (let i = 0; i < slots.freeRuns.length; i++) {
		const run = slots.freeRuns[i];
		if (run[1] < count) continue;
		const first = run[0];
		if (run[1] === count) slots.freeRuns.splice(i, 1);
		else {
			run[0] += count;
			run[1] -= count;
		}
		return first;
	}
	const first = slots.ranges;
	grow(slots, first + count);
	slots.ranges += count;
	return first;
}

/** Gives ranges back. They must hold no PTE and no rmap_item. */
export function freeRanges(slots: Slots, first: number, count: number): void {
	const from = first * PAGES_PER_THP;
	const to = from + count * PAGES_PER_THP;
	for (const array of [slots.pte, slots.item, slots.age, slots.skips]) array.fill(0, from, to);
	for (const array of [slots.frame, slots.node, slots.left, slots.right]) array.fill(0, from, to);
	for (let range = first; range < first + count; range++) slots.checksums.delete(range);
	for (const array of [slots.pmd, slots.present, slots.zero, slots.items])
		array.fill(0, first, first + count);
	const runs = slots.freeRuns;
	let at = 0;
	while (at < runs.length && runs[at][0] < first) at++;
	runs.splice(at, 0, [first, count]);
	if (at + 1 < runs.length && runs[at][0] + runs[at][1] === runs[at + 1][0]) {
		runs[at][1] += runs[at + 1][1];
		runs.splice(at + 1, 1);
	}
	if (at > 0 && runs[at - 1][0] + runs[at - 1][1] === runs[at][0]) {
		runs[at - 1][1] += runs[at][1];
		runs.splice(at, 1);
	}
}
