// Stable nodes as a structure of arrays (struct ksm_stable_node). A node is a KSM page ("dup" when it hangs on a
// chain), or a chain: the head of several KSM pages with the same content.

import type {StableNode} from '../base/brands.js';

export const NODE_USED = 1;
export const NODE_CHAIN = 2;
/** Hangs on a chain (STABLE_NODE_DUP_HEAD). */
export const NODE_DUP = 4;
export const NODE_RED = 8;
/** On the migrate list, in no tree. */
export const NODE_MIGRATING = 16;
/** Its page has been freed: the node goes at the next touch. */
export const NODE_STALE = 32;

export interface StableNodes {
	flags: Uint8Array;
	/** The KSM page; 0 for a chain. */
	frame: Uint32Array;
	/** rmap_hlist_len: rmap_items that hang on the node; for a chain how many dups hang on it. */
	length: Uint32Array;
	/** First rmap_item (slot); for a chain its first dup. */
	head: Uint32Array;
	/** Tree links; for a dup: its chain, next and previous dup. */
	parent: Uint32Array;
	left: Uint32Array;
	right: Uint32Array;
	nid: Uint8Array;
	/** For chains: when each was pruned last (ns). */
	readonly prunedNs: Map<StableNode, number>;
	/** Nodes handed out so far; number 0 is "none". */
	count: number;
	free: number[];
}

export function createStableNodes(): StableNodes {
	const capacity = 64;
	return {
		flags: new Uint8Array(capacity),
		frame: new Uint32Array(capacity),
		length: new Uint32Array(capacity),
		head: new Uint32Array(capacity),
		parent: new Uint32Array(capacity),
		left: new Uint32Array(capacity),
		right: new Uint32Array(capacity),
		nid: new Uint8Array(capacity),
		prunedNs: new Map(),
		count: 1,
		free: [],
	};
}
