// The marks that mm sets for ksmd when a page changes. As in the kernel neither tree is touched: a search compares with
// what pages hold at that time, and a stable node whose page was freed is removed when a walk comes to it. What ksmd needs
// to know later is saved in the state, so that mm depends on no rule of KSM. No part of the kernel.

import type {Frame, Slot} from '../base/brands.js';
import type {Machine} from '../state/machine.js';
import {CHECKSUM_FROM_PAGE, ITEM_SEQ, ITEM_UNSTABLE} from '../state/mm/slots.js';
import {NODE_DUP, NODE_STALE} from '../state/ksm/stable-nodes.js';
import {stableNodeOf} from '../mm/folio.js';
import {saveChecksum} from './items/checksum.js';
import {hasRoom} from './stable/sharers.js';

/** Whether the slot's item is in the tree of the full scan under way (and not only counted since the last one). */
export function isInUnstableTree(m: Machine, slot: Slot): boolean {
	const item = m.slots.item[slot];
	return (item & ITEM_UNSTABLE) !== 0 && ((item & ITEM_SEQ) !== 0) === ((m.ksm.fullScansEver & 1) === 1);
}

/** To be called before the page of a slot goes, moves or changes its content. */
export function invalidateSlot(m: Machine, slot: Slot): void {
	if ((m.slots.item[slot] & (ITEM_UNSTABLE | CHECKSUM_FROM_PAGE)) === 0) return;
	if (isInUnstableTree(m, slot)) m.ksm.unstable.shapeMatters = true;
	saveChecksum(m, slot);
}

/** To be called when a VMA goes or loses VM_MERGEABLE: items in it become stale in place. */
export function invalidateVma(m: Machine): void {
	m.ksm.unstable.shapeMatters = true;
	m.ksm.unstable.checksVmas = true;
}

/**
 * Marks the stable node of a KSM page that is being freed: it holds no reference to the page, and is removed when it is
 * next visited (ksm_get_folio). A promoted page without a node has nothing to mark.
 */
export function markNodeStale(m: Machine, frame: Frame): void {
	const node = stableNodeOf(m.frames, frame);
	if (node === 0) return;
	const {nodes, stableTable} = m.ksm;
	// Nodes that are not in the tree yet will be put there in the order of contents as they are now.
	if (stableTable.waiting !== 0) stableTable.staleContents.set(node, m.frames.content[frame]);
	m.ksm.staleNodes++;
	if ((nodes.flags[node] & NODE_DUP) !== 0) {
		const chain = nodes.parent[node];
		if (hasRoom(m, node)) nodes.frame[chain]--;
		nodes.length[chain]++;
	}
	nodes.flags[node] |= NODE_STALE;
}
