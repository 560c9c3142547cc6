// Swap space as a structure of arrays by swap slot, with the swap cache.

export interface SwapSpace {
	content: Uint32Array;
	/** PTEs that refer to the slot. */
	references: Uint32Array;
	flags: Uint8Array;
	/** When it was evicted: the low 32 bits of Lru.age. */
	age: Uint32Array;
	/** The swap cache: from page to slot, and from slot to page. */
	readonly cache: Map<number, number>;
	readonly cached: Map<number, number>;
	/** Slots given back, used again before new ones; the next new slot; slots in use. */
	readonly free: number[];
	next: number;
	used: number;
}

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
