// Looking into the stable tree without touching it. A walk tidies what it passes: it drops stale nodes, prunes and
// dissolves chains. Most walks find nothing to tidy, and those can be answered without one of the real kind.

import type {StableNode} from '../../base/brands.js';
import type {Machine} from '../../state/machine.js';
import {compareByKey, orderKey} from '../../mm/content-order.js';
import {settledDup} from '../stable/chain.js';
import {NODE_CHAIN, NODE_STALE} from '../../state/stable-nodes.js';
import {passesNoChain} from './chain-ranges.js';
import {findNode, tableAnswers} from './stable-table.js';

/** What peekStable says when a walk would change the tree. */
export const NEEDS_WALK = -1;

/**
 * The KSM page's node that a walk for this content ends at, 0 if it finds none, or NEEDS_WALK. For machines whose NUMA
 * nodes share one tree, without memory tags.
 */
export function peekStable(m: Machine, content: number): number {
	if (tableAnswers(m) || (m.ksm.staleNodes === 0 && passesNoChain(m, content))) return findNode(m, content);
	const {nodes, stableRoots} = m.ksm;
	const {flags, frame, left, right} = nodes;
	const contents = m.frames.content;
	const key = orderKey(content);
	for (let at = stableRoots[0]; at !== 0;) {
		let dup = at;
		if ((flags[at] & NODE_CHAIN) !== 0) {
			dup = settledDup(m, at);
			if (dup === 0) return NEEDS_WALK;
		} else if ((flags[at] & NODE_STALE) !== 0) return NEEDS_WALK;
		const order = compareByKey(key, content, contents[frame[dup]]);
		if (order === 0) return dup;
		at = (order < 0 ? left[at] : right[at]) as StableNode;
	}
	return 0;
}
