// Swap space as a structure of arrays by swap slot (mm/swapfile.c, swap_map), with the swap cache (mm/swap_state.c): plain
// data, used by mm/swap.

/** What each swap slot holds; slot 0 is never used. The arrays grow with use. */
export interface SwapSpace {
	/** What was in the page: a Content. */
	content: Uint32Array;
	/** PTEs that refer to the slot. */
	references: Uint32Array;
	/** SWAP_ bits of swap-space.ts in mm/swap, and FRAME_TAGGED. */
	flags: Uint8Array;
	/** When it was evicted: the low 32 bits of Lru.age. */
	age: Uint32Array;
	/** The swap cache, from page to slot. */
	readonly cache: Map<number, number>;
	/** The swap cache, from slot to page. */
	readonly cached: Map<number, number>;
	/** Slots that are free again, used before new ones. */
	readonly free: number[];
	/** The next new slot. */
	next: number;
	/** Slots in use. */
	used: number;
}

/** Swap space without a slot in use; its arrays grow with use. */
export function createSwapSpace(): SwapSpace {
	return {
		content: new Uint32Array(0),
		references: new Uint32Array(0),
		flags: new Uint8Array(0),
		age: new Uint32Array(0),
		cache: new Map(),
		cached: new Map(),
		free: [],
		next: 1,
		used: 0,
	};
}
