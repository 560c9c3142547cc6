// Allocating and freeing stable nodes (mm/ksm.c, alloc_stable_node, free_stable_node). Allocation never fails here; the
// kernel's can, and leaves the pages unmerged then.

import {type StableNodes, NODE_USED, NODE_CHAIN} from '../../state/ksm/stable-nodes.js';
import type {StableNode} from '../../base/brands.js';
import {enlarged} from '../../base/enlarged.js';

/** A node without page, items or place in the tree; freed numbers are used first. */
export function allocStableNode(nodes: StableNodes): StableNode {
	const recycled = nodes.free.pop();
	if (recycled !== undefined) {
		nodes.flags[recycled] = NODE_USED;
		return recycled as StableNode;
	}
	if (nodes.count === nodes.flags.length) {
		// By an eighth, so that little memory is unused on a large host.
		const capacity = nodes.count + (nodes.count >>> 3) + 64;
		nodes.flags = enlarged(nodes.flags, capacity);
		nodes.frame = enlarged(nodes.frame, capacity);
		nodes.length = enlarged(nodes.length, capacity);
		nodes.head = enlarged(nodes.head, capacity);
		nodes.parent = enlarged(nodes.parent, capacity);
		nodes.left = enlarged(nodes.left, capacity);
		nodes.right = enlarged(nodes.right, capacity);
		nodes.nid = enlarged(nodes.nid, capacity);
	}
	const node = nodes.count++;
	nodes.flags[node] = NODE_USED;
	return node as StableNode;
}

/** Makes the number free; the caller has unlinked the node from tree, chain and list. */
export function freeStableNode(nodes: StableNodes, node: StableNode): void {
	if ((nodes.flags[node] & NODE_CHAIN) !== 0) nodes.prunedNs.delete(node);
	nodes.flags[node] = 0;
	nodes.frame[node] = 0;
	nodes.length[node] = 0;
	nodes.head[node] = 0;
	nodes.parent[node] = 0;
	nodes.left[node] = 0;
	nodes.right[node] = 0;
	nodes.free.push(node);
}
