// rmap_items on stable nodes: appending, removing, and dropping a node whose page is gone (mm/ksm.c,
// stable_tree_append, remove_rmap_item_from_tree, remove_node_from_stable_tree). pages_shared counts nodes that have
// an item, pages_sharing every further item.

import {invariant} from '../../base/invariant.js';
import type {Slot, StableNode} from '../../base/brands.js';
import type {Machine} from '../../state/machine.js';
import {processOf} from '../../mm/vma/find.js';
import {ensureLinks} from '../items/item-links.js';
import {ITEM_STABLE, ITEM_SUMMED, ITEM_UNSTABLE} from '../../state/mm/slots.js';
import {rbErase} from '../../base/rb-tree.js';
import {storeWalkKey} from '../items/rmap-walk.js';
import {freeStableNode} from './nodes.js';
import {NODE_BYPASSED, NODE_DUP, NODE_MIGRATING, NODE_STALE} from '../../state/ksm/stable-nodes.js';
import {stableLinks} from './links.js';
import {hasRoom} from './sharers.js';
import {removeUnstableItem} from '../unstable/unstable-tree.js';

/** Changes rmap_hlist_len and keeps the chain's count of dups with room. */
function setLength(m: Machine, node: StableNode, length: number): void {
	const {nodes} = m.ksm;
	if ((nodes.flags[node] & NODE_DUP) === 0) {
		nodes.length[node] = length;
		return;
	}
	const had = hasRoom(m, node);
	nodes.length[node] = length;
	if (had !== hasRoom(m, node)) nodes.frame[nodes.parent[node]] += had ? -1 : 1;
}

/**
 * Hangs the slot's rmap_item on the node (stable_tree_append). The item must be in no tree. `bypassesLimit`: the slot
 * mapped a KSM page already, so that max_page_sharing does not hold for it.
 */
export function appendStableItem(m: Machine, slot: Slot, node: StableNode, bypassesLimit = false): void {
	const {slots, ksm} = m;
	const {nodes} = ksm;
	invariant((slots.item[slot] & (ITEM_STABLE | ITEM_UNSTABLE)) === 0, 'an rmap_item is in one tree at most');
	const first = nodes.head[node];
	ensureLinks(slots);
	slots.item[slot] |= ITEM_STABLE;
	slots.node[slot] = node;
	slots.left[slot] = first;
	slots.right[slot] = 0;
	if (first === 0) ksm.pagesShared++;
	else {
		slots.right[first] = slot;
		ksm.pagesSharing++;
	}
	nodes.head[node] = slot;
	if (m.reclaim.walkKeys !== null) storeWalkKey(m, slot);
	setLength(m, node, nodes.length[node] + 1);
	if (bypassesLimit && nodes.length[node] > m.knobs.max_page_sharing) nodes.flags[node] |= NODE_BYPASSED;
	processOf(m, slot).ksmMergingPages++;
}

/** What an item forgets on leaving the stable tree: nothing up to 7.2; from 7.3 checksum, age and skips, whose storage it shared. */
export function forgetHistory(m: Machine, slot: Slot): void {
	if (!m.since['7.3']) return;
	m.slots.item[slot] &= ~ITEM_SUMMED;
	m.slots.age[slot] = 0;
	m.slots.skips[slot] = 0;
}

function clearStable(m: Machine, slot: Slot): void {
	const {slots} = m;
	slots.item[slot] &= ~ITEM_STABLE;
	slots.node[slot] = 0;
	slots.left[slot] = 0;
	slots.right[slot] = 0;
	processOf(m, slot).ksmMergingPages--;
	forgetHistory(m, slot);
}

/** Takes the slot's item out of whichever tree it is in (remove_rmap_item_from_tree). */
export function removeItemFromTree(m: Machine, slot: Slot): void {
	const item = m.slots.item[slot];
	if ((item & ITEM_STABLE) !== 0) removeStableItem(m, slot);
	else if ((item & ITEM_UNSTABLE) !== 0) removeUnstableItem(m, slot);
}

function removeStableItem(m: Machine, slot: Slot): void {
	const {slots, ksm} = m;
	const {nodes} = ksm;
	const node = slots.node[slot] as StableNode;
	if (dropIfStale(m, node)) return;
	const next = slots.left[slot];
	const previous = slots.right[slot];
	if (previous === 0) nodes.head[node] = next;
	else slots.left[previous] = next;
	if (next !== 0) slots.right[next] = previous;
	if (nodes.head[node] === 0) ksm.pagesShared--;
	else ksm.pagesSharing--;
	setLength(m, node, nodes.length[node] - 1);
	clearStable(m, slot);
}

/** Removes the node, with all its items at once, if its page has been freed (ksm_get_folio on a stale node). */
export function dropIfStale(m: Machine, node: StableNode): boolean {
	if ((m.ksm.nodes.flags[node] & NODE_STALE) === 0) return false;
	removeNode(m, node);
	return true;
}

/** remove_node_from_stable_tree. */
export function removeNode(m: Machine, node: StableNode): void {
	const {slots, ksm} = m;
	const {nodes} = ksm;
	for (let item = nodes.head[node]; item !== 0;) {
		const next = slots.left[item];
		if (next === 0) ksm.pagesShared--;
		else ksm.pagesSharing--;
		clearStable(m, item as Slot);
		item = next;
	}
	if ((nodes.flags[node] & NODE_STALE) !== 0) ksm.staleNodes--;
	unlinkNode(m, node);
	freeStableNode(nodes, node);
}

/** Takes a node off the tree, its chain or the migrate list. */
export function unlinkNode(m: Machine, node: StableNode): void {
	const {nodes, stableRoots, migrateList} = m.ksm;
	const flags = nodes.flags[node];
	if ((flags & NODE_MIGRATING) !== 0) {
		migrateList.splice(migrateList.indexOf(node), 1);
		nodes.flags[node] &= ~NODE_MIGRATING;
	} else if ((flags & NODE_DUP) !== 0) unlinkDup(m, node);
	else {
		const t = stableLinks(m, nodes.nid[node]);
		rbErase(t, node);
		stableRoots[nodes.nid[node]] = t.root as StableNode;
	}
}

/** __stable_node_dup_del. */
export function unlinkDup(m: Machine, dup: StableNode): void {
	const {nodes} = m.ksm;
	const chain = nodes.parent[dup];
	const next = nodes.left[dup];
	const previous = nodes.right[dup];
	if (previous === 0) nodes.head[chain] = next;
	else nodes.left[previous] = next;
	if (next !== 0) nodes.right[next] = previous;
	if (hasRoom(m, dup)) nodes.frame[chain]--;
	if ((nodes.flags[dup] & NODE_STALE) !== 0) nodes.length[chain]--;
	nodes.flags[dup] &= ~NODE_DUP;
	nodes.parent[dup] = 0;
	nodes.left[dup] = 0;
	nodes.right[dup] = 0;
	m.ksm.dups--;
}
