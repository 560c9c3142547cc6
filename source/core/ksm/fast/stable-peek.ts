// What a walk of the stable tree would find now, where it has nothing to tidy: no stale node, no chain to prune, dissolve or
// put in another order. That is nearly always so, and then a run of visits need not stop for the walk: 1 GiB of zeros merges
// into its chain at 6.6 M pages/s, without this at 3.1.

import type {StableNode} from '../../base/brands.js';
import type {Machine} from '../../state/machine.js';
import {compareByKey, orderKey} from '../../mm/content-order.js';
import {NODE_CHAIN, NODE_STALE} from '../../state/ksm/stable-nodes.js';
import {isPruneDue} from '../stable/chain.js';
import {dupsWithRoom, hasRoom, staleDups} from '../stable/sharers.js';
import {tableAnswersFor} from './chain-ranges.js';
import {findNode} from './stable-table.js';

/** Result of peekStable when a walk would change the tree. */
export const NEEDS_WALK = -1;

/**
 * The KSM page's node that a walk for this content ends at now, 0 if it finds none, or NEEDS_WALK. For machines whose
 * NUMA nodes share one tree, without memory tags.
 */
export function peekStable(m: Machine, content: number): number {
	if (tableAnswersFor(m, content)) return findNode(m, content);
	const {nodes, stableRoots, stableTable} = m.ksm;
	if (stableTable.waiting !== 0) return NEEDS_WALK;
	const {flags, frame, left, right} = nodes;
	const contents = m.frames.content;
	const key = orderKey(content);
	for (let at = stableRoots[0]; at !== 0;) {
		const dup = (flags[at] & NODE_CHAIN) === 0 ? at : settledDup(m, at);
		if (dup === 0 || (flags[dup] & NODE_STALE) !== 0) return NEEDS_WALK;
		const order = compareByKey(key, content, contents[frame[dup]]);
		if (order === 0) return dup;
		at = (order < 0 ? left[at] : right[at]) as StableNode;
	}
	return 0;
}

/** What chooseDup returns, with mayPrune, if it would change nothing now; else 0. */
function settledDup(m: Machine, chain: StableNode): StableNode {
	const {nodes} = m.ksm;
	const first = nodes.head[chain] as StableNode;
	if (first === 0 || nodes.left[first] === 0 || isPruneDue(m, chain)) return 0 as StableNode;
	const isFull = dupsWithRoom(nodes, chain) === 0 && staleDups(nodes, chain) === 0;
	return isFull || hasRoom(m, first) ? first : (0 as StableNode);
}
