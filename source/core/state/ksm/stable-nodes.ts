// Stable nodes as a structure of arrays (struct ksm_stable_node). A node is a KSM page ("dup" when it hangs on a
// chain), or a chain: the head of several KSM pages with the same content.

import type {StableNode} from '../../base/brands.js';

/** Bits of StableNodes.flags. This one: the number is in use. */
export const NODE_USED = 1;
/** The head of a chain. */
export const NODE_CHAIN = 2;
/** Hangs on a chain (STABLE_NODE_DUP_HEAD). */
export const NODE_DUP = 4;
/** Colour in the stable tree. */
export const NODE_RED = 8;
/** On the migrate list, in no tree. */
export const NODE_MIGRATING = 16;
/** Its page has been freed: the node is removed when it is next visited. */
export const NODE_STALE = 32;
/**
 * Has come to more items than max_page_sharing, because pages joined it that mapped the KSM page before: those of a fork,
 * or of a KSM page that had to leave its node after a migration (max_page_sharing_bypass of stable_tree_append).
 */
export const NODE_BYPASSED = 64;

/** All stable nodes of a machine as a structure of arrays, by number; a freed number is used again. */
export interface StableNodes {
	/** NODE_ bits. */
	flags: Uint8Array;
	/** The KSM page; of a chain how many of its dups have room. */
	frame: Uint32Array;
	/** rmap_hlist_len: rmap_items that hang on the node; of a chain how many of its dups are stale. */
	length: Uint32Array;
	/** First rmap_item (slot); for a chain its first dup. */
	head: Uint32Array;
	/** Parent in the tree; for a dup its chain. */
	parent: Uint32Array;
	/** Left child; for a dup the next dup. */
	left: Uint32Array;
	/** Right child; for a dup the previous dup; while it waits to be put in the tree the next node that waits. */
	right: Uint32Array;
	/** The NUMA node whose tree it is in. */
	nid: Uint8Array;
	/** For chains: when each was pruned last (ns). */
	readonly prunedNs: Map<StableNode, number>;
	/** Numbers in use or used before; 0 is "none". */
	count: number;
	/** Numbers that are free again. */
	free: number[];
}

/** The nodes of a machine on which nothing was merged yet. */
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
