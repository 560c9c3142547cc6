// Recounts the stable nodes: items on each, chains and dups, and that no node holds more than max_page_sharing items
// unless pages joined it that mapped its KSM page before.

import type {Machine} from '../state/machine.js';
import {FRAME_KSM} from '../state/mm/frames.js';
import {NODE_BYPASSED, NODE_CHAIN, NODE_DUP, NODE_STALE} from '../state/ksm/stable-nodes.js';
import type {ExpectEqual} from './expect-equal.js';

/** pages_shared, pages_sharing, chains, dups, stale nodes, and max_page_sharing. */
export function recountStable(m: Machine, expectEqual: ExpectEqual): void {
	const {ksm, slots, frames} = m;
	const {nodes} = ksm;
	let shared = 0;
	let sharing = 0;
	let chains = 0;
	let dups = 0;
	let stale = 0;
	let wrong = 0;
	let overfull = 0;
	for (let node = 1; node < nodes.count; node++) {
		const flags = nodes.flags[node];
		if (flags === 0) continue;
		if ((flags & NODE_CHAIN) !== 0) {
			chains++;
			continue;
		}
		if ((flags & NODE_DUP) !== 0) dups++;
		let items = 0;
		for (let slot = nodes.head[node]; slot !== 0; slot = slots.left[slot]) items++;
		if (items !== nodes.length[node]) wrong++;
		if (items > 0) {
			shared++;
			sharing += items - 1;
		}
		if ((flags & NODE_STALE) !== 0) stale++;
		else {
			const frame = nodes.frame[node];
			if ((frames.flags[frame] & FRAME_KSM) === 0 || frames.mapping[frame] !== node) wrong++;
			if (items > m.knobs.max_page_sharing && (flags & NODE_BYPASSED) === 0) overfull++;
		}
	}
	expectEqual('pages_shared', ksm.pagesShared, shared);
	expectEqual('pages_sharing', ksm.pagesSharing, sharing);
	expectEqual('stable_node_chains', ksm.chains, chains);
	expectEqual('stable_node_dups', ksm.dups, dups);
	expectEqual('stale stable nodes', ksm.staleNodes, stale);
	expectEqual('stable nodes with wrong items or page', 0, wrong);
	expectEqual('stable nodes beyond max_page_sharing', 0, overfull);
}
