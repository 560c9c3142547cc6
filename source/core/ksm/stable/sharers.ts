// How many sharers a KSM page has and may still take (mm/ksm.c, __is_page_sharing_candidate). Each chain counts its dups
// with room and its stale ones, so that no search walks thousands of full dups; the kernel has no such counts.

import type {StableNode} from '../../base/brands.js';
import type {Machine} from '../../state/machine.js';
import {NODE_STALE, type StableNodes} from '../../state/ksm/stable-nodes.js';

/** is_page_sharing_candidate: the node takes one more sharer, and `spare` further ones. */
export function hasRoom(m: Machine, node: StableNode, spare = 0): boolean {
	const {flags, length} = m.ksm.nodes;
	const items = length[node];
	return (flags[node] & NODE_STALE) === 0 && items > 0 && items + spare < Number(m.knobs.max_page_sharing);
}

/** Of a chain: how many of its dups have room. Kept in its place for a page. */
export const dupsWithRoom = (nodes: StableNodes, chain: StableNode): number => nodes.frame[chain];

/** Of a chain: how many of its dups are stale. Kept in its place for a length. */
export const staleDups = (nodes: StableNodes, chain: StableNode): number => nodes.length[chain];
