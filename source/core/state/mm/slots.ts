// Page tables and rmap_items, one slot per virtual page, as a structure of arrays. The rmap_item of an address lives
// in the same slot as its PTE: the kernel's per-mm list of rmap_items sorted by address is then simply the slots in
// address order (struct ksm_rmap_item, mm/ksm.c). Slots of one process that lie in one 2 MiB range of virtual addresses
// lie in one range of slots, so that a PMD is a range.

import {PAGES_PER_THP} from '../../base/page-size.js';

/** Kinds of page-table entry, the low bits of Slots.pte. This one: nothing is mapped. */
export const PTE_NONE = 0;
/** Maps a frame: base page, subpage of a large folio, or KSM page. */
export const PTE_PRESENT = 1;
/** Maps the shared zeropage, clean: a read fault or a folio split put it there. */
export const PTE_ZERO = 2;
/** Maps the shared zeropage, dirty: KSM put it there (is_ksm_zero_pte). */
export const PTE_ZERO_KSM = 3;
/** Swapped out; Slots.frame holds the swap slot. */
export const PTE_SWAP = 4;
/** The bits of Slots.pte that say the kind. */
export const PTE_KIND = 7;
/** Read-only, clean and not exclusive, as write_protect_page leaves it: the next attempt need not check references. */
export const PTE_PROTECTED = 8;
/** The accessed bit, which khugepaged and reclaim read. */
export const PTE_YOUNG = 16;
/** Which of split and read fault made a PTE_ZERO: set for split. */
export const PTE_FROM_SPLIT = 32;
/** Read-only and not exclusive, though dirty: as fork leaves it. A write takes a fault and may have to copy. */
export const PTE_SHARED = 64;

/** Bits of Slots.item. This one: the address has an rmap_item. */
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
/** The checksum is that of what the slot maps now; else it is in Slots.checksums (see ksm/items/checksum.ts). */
export const CHECKSUM_FROM_PAGE = 64;

/** PMD entries, Slots.pmd. This one: empty. */
export const PMD_NONE = 0;
/** Maps a THP as a whole. */
export const PMD_HUGE = 1;
/** Points to a page table: no write fault makes a THP here any more. */
export const PMD_TABLE = 2;
/** Maps the huge zeropage. */
export const PMD_HUGE_ZERO = 3;

/** All page tables and rmap_items of a machine as a structure of arrays; they grow as processes map memory. */
export interface Slots {
	/** A PTE_ kind and bits. */
	pte: Uint8Array;
	/** Frame of a present PTE, swap slot of a PTE_SWAP. */
	frame: Uint32Array;
	/** ITEM_ bits and CHECKSUM_FROM_PAGE. */
	item: Uint8Array;
	/** Checksums that differ from what the slot maps now, by range; most ranges have none. */
	readonly checksums: Map<number, Uint32Array>;
	/** Smart scan: rmap_item->age. */
	age: Uint8Array;
	/** Smart scan: rmap_item->remaining_skips. */
	skips: Uint8Array;
	/**
	 * STABLE: the stable node. UNSTABLE: the parent in the tree. The three arrays of links are empty while no item is
	 * stable and no unstable tree is built.
	 */
	node: Uint32Array;
	/** STABLE: the next item of the node's list. UNSTABLE: the left child. */
	left: Uint32Array;
	/** STABLE: the previous item of the node's list. UNSTABLE: the right child. */
	right: Uint32Array;
	/** By range of 512 slots from here on: PMD_NONE, PMD_HUGE, PMD_TABLE or PMD_HUGE_ZERO. */
	pmd: Uint8Array;
	/** Present PTEs in the range. */
	present: Uint16Array;
	/** Zeropage PTEs in the range. */
	zero: Uint16Array;
	/** rmap_items in the range. */
	items: Uint16Array;
	/** The process (index) of the range. */
	owner: Uint32Array;
	/** The virtual page number of the range's first slot. */
	address: Uint32Array;
	/** Ranges in use or used before. Range 0 is never used: slot 0 is "none". */
	ranges: number;
	/** Runs of free ranges: [first, count], kept sorted and merged. */
	freeRuns: Array<[number, number]>;
}

const FIRST_CAPACITY_RANGES = 8;

/** Page tables of a machine without processes. */
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
