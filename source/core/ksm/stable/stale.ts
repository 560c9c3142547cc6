// A stable node holds no reference to its page: when the page is freed the node becomes stale, and is removed at the
// next touch (mm/ksm.c, ksm_get_folio).

import type {Frame, StableNode} from '../../base/brands.js';
import type {Machine} from '../../state/machine.js';
import {stableNodeOf} from '../../state/frames.js';
import {completeStableTree} from './links.js';
import {NODE_DUP, NODE_STALE, type StableNodes} from '../../state/stable-nodes.js';

/** Marks the stable node of a KSM page that is being freed. A promoted page without a node has nothing to mark. */
export function markNodeStale(m: Machine, frame: Frame): void {
	const node = stableNodeOf(m.frames, frame);
	if (node === 0) return;
	const {nodes} = m.ksm;
	// The tree is built while all its nodes still have the pages that they are ordered by.
	completeStableTree(m);
	m.ksm.staleNodes++;
	if ((nodes.flags[node] & NODE_DUP) !== 0) {
		const chain = nodes.parent[node];
		if (hasRoom(m, node)) nodes.frame[chain]--;
		nodes.length[chain]++;
	}
	nodes.flags[node] |= NODE_STALE;
}

/** is_page_sharing_candidate: the node takes one more sharer, and `spare` further ones. */
export function hasRoom(m: Machine, node: StableNode, spare = 0): boolean {
	const {flags, length} = m.ksm.nodes;
	const items = length[node];
	return (flags[node] & NODE_STALE) === 0 && items > 0 && items + spare < Number(m.knobs.max_page_sharing);
}

/** For a chain the arrays hold other things: how many of its dups have room, and how many are stale. */
export const dupsWithRoom = (nodes: StableNodes, chain: StableNode): number => nodes.frame[chain];
export const staleDups = (nodes: StableNodes, chain: StableNode): number => nodes.length[chain];
