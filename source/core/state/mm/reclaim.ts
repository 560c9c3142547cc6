// State of reclaim and swap (mm/vmscan.c, mm/swap.c): plain data, used by mm/reclaim and mm/swap.

import {createLru, type Lru} from './lru.js';
import {createSwapSpace, type SwapSpace} from './swap-space.js';

/** Reclaim's flags, lists and batches (struct lruvec, struct cpu_fbatches of mm/swap.c), and swap. */
export interface Reclaim {
	/** Reclaim is at work: an action asks for pages, or an allocation found none. */
	active: boolean;
	/** Free memory was below the low watermark and has not been above the high one since: see mm/reclaim/pressure.ts. */
	belowHigh: boolean;
	/** Swap slots and the swap cache; empty arrays on a machine without swap. */
	readonly swap: SwapSpace;
	/** The lists of anonymous folios; null on a machine without swap, which never scans them (can_reclaim_anon_pages). */
	readonly lru: Lru | null;
	/** Folios (heads) that MADV_FREE marked, oldest first: the list of inactive file folios. */
	readonly lazyFree: Set<number>;
	/** Those of them that were written since: reclaim finds them dirty, and makes them ordinary again. */
	readonly redirtied: Set<number>;
	/** Pages of all of them. */
	lazyFreePages: number;
	/**
	 * New pages that are not on the LRU lists yet (fbatches.lru_add), in order; 0 once the page is gone. See
	 * lru-batch.ts for the three batches.
	 */
	readonly lruBatch: number[];
	/** New pages of mlocked VMAs that are not on the lists yet (mlock_fbatch), likewise. */
	readonly mlockBatch: number[];
	/** How often a page that is on the LRU lists is in mlockBatch, which holds a reference for each. */
	readonly mlockRefs: Map<number, number>;
	/** Pages that MADV_FREE marked and that are not on its list yet (fbatches.lru_lazyfree), likewise. */
	readonly lazyFreeBatch: number[];
	/** For each slot with a stable rmap_item, what rmap_walk_ksm searches for; null without swap and on one node, where only pages marked by MADV_FREE are ever unmapped by a walk. */
	readonly walkKeys: WalkKeys | null;
}

/** What the rmap_item of a slot held when it joined its stable node. */
export interface WalkKeys {
	/** rmap_item->anon_vma. */
	anonVma: Uint32Array;
	/** From 7.3: its linear index. */
	index: Uint32Array;
}

/** Reclaim of a machine with `swapPages` pages of swap space and `nodes` NUMA nodes. */
export function createReclaim(swapPages: number, nodes: number): Reclaim {
	const walks = swapPages > 0 || nodes > 1;
	return {
		active: false,
		belowHigh: false,
		swap: createSwapSpace(),
		lru: swapPages > 0 ? createLru() : null,
		lazyFree: new Set(),
		redirtied: new Set(),
		lazyFreePages: 0,
		lruBatch: [],
		mlockBatch: [],
		mlockRefs: new Map(),
		lazyFreeBatch: [],
		walkKeys: walks ? {anonVma: new Uint32Array(0), index: new Uint32Array(0)} : null,
	};
}
