// The stable tree: KSM pages, ordered by content (mm/ksm.c, stable_tree_search, stable_tree_insert). It outlives full
// scans. A walk removes the stale nodes that it passes and starts again from the root.

import type {Frame, StableNode} from '../../base/brands.js';
import type {Machine} from '../../state/machine.js';
import {comparePages} from '../../mm/content-order.js';
import {FRAME_KSM} from '../../state/mm/frames.js';
import {nodeOf} from '../../mm/folio.js';
import {rbErase, rbInsert, rbReplace} from '../../base/rb-tree.js';
import {addDup, chooseDup, isChain, makeChain} from './chain.js';
import {dropIfStale, unlinkDup} from './items.js';
import {completeStableTree, stableLinks} from './links.js';
import {NODE_MIGRATING} from '../../state/ksm/stable-nodes.js';
import {allocStableNode} from './nodes.js';
import {addWaiting, enterNode, findNode, isStableTreeEmpty, tableAnswers} from '../fast/stable-table.js';
import {hasRoom} from './sharers.js';

/** get_kpfn_nid: which stable tree a page belongs to. */
export const treeOf = (m: Machine, frame: Frame): number =>
	m.knobs.merge_across_nodes === 0 ? nodeOf(m.frames, frame) : 0;

/** Where a walk ended: at an equal node, or below a leaf. */
interface Walk {
	/** The node in the tree whose content is equal, 0 if there is none. */
	treeNode: StableNode;
	/** The KSM page chosen for it: a dup if it is a chain. */
	dup: StableNode;
	/** Where an equal node would be linked: below this one, */
	parent: number;
	/** as its left child. */
	asLeft: boolean;
}

const walk: Walk = {treeNode: 0 as StableNode, dup: 0 as StableNode, parent: 0, asLeft: false};

/** The result of a walk that was not needed. */
const nowhere: Walk = {treeNode: 0 as StableNode, dup: 0 as StableNode, parent: 0, asLeft: false};

/** Walks from the root to a node of equal content or to the place where one would be. The result is valid until the next walk. */
function walkTree(m: Machine, nid: number, page: Frame, mayPrune: boolean): Walk {
	const {nodes, stableRoots} = m.ksm;
	const content = m.frames.content[page];
	walk.treeNode = 0 as StableNode;
	walk.dup = 0 as StableNode;
	walk.parent = 0;
	walk.asLeft = false;
	completeStableTree(m);
	for (let at = stableRoots[nid]; at !== 0;) {
		let node = at;
		let dup = at;
		if (isChain(m, at)) {
			dup = chooseDup(m, at, mayPrune);
			if (!isChain(m, at)) node = dup;
		} else if (dropIfStale(m, at)) dup = 0 as StableNode;
		if (dup === 0) {
			at = stableRoots[nid];
			walk.parent = 0;
			continue;
		}
		const order = comparePages(m, content, page, nodes.frame[dup] as Frame);
		if (order === 0) {
			walk.treeNode = node;
			walk.dup = dup;
			return walk;
		}
		walk.parent = node;
		walk.asLeft = order < 0;
		at = (walk.asLeft ? nodes.left[node] : nodes.right[node]) as StableNode;
	}
	return walk;
}

/**
 * The KSM page that `page` should join, or 0: none has its content, or all that have are full. A KSM page that is in
 * a tree is its own answer; one on the migrate list finds its place in the tree of its node here.
 */
export function searchStable(m: Machine, page: Frame): Frame {
	const {frames, ksm} = m;
	const {nodes} = ksm;
	const pageNode = ((frames.flags[page] & FRAME_KSM) === 0 ? 0 : frames.mapping[page]) as StableNode;
	if (pageNode !== 0 && (nodes.flags[pageNode] & NODE_MIGRATING) === 0) return page;
	const nid = treeOf(m, page);
	if (isStableTreeEmpty(m, nid) && pageNode === 0) return 0 as Frame;
	if (pageNode === 0 && tableAnswers(m)) {
		const node = findNode(m, frames.content[page]);
		return hasRoom(m, node) ? (nodes.frame[node] as Frame) : (0 as Frame);
	}
	const {treeNode, dup, parent, asLeft} = walkTree(m, nid, page, true);
	if (treeNode === 0) {
		if (pageNode === 0) return 0 as Frame;
		leaveMigrateList(m, pageNode, nid);
		const t = stableLinks(m, nid);
		rbInsert(t, pageNode, parent, asLeft);
		ksm.stableRoots[nid] = t.root as StableNode;
		return hasRoom(m, pageNode) ? page : (0 as Frame);
	}
	if (pageNode !== 0 && frames.mapCount[page] > 1) {
		const chain = treeNode === dup ? makeChain(m, dup) : treeNode;
		leaveMigrateList(m, pageNode, nid);
		addDup(m, pageNode, chain);
		return hasRoom(m, pageNode) ? page : (0 as Frame);
	}
	if (!hasRoom(m, dup)) return 0 as Frame;
	const found = nodes.frame[dup] as Frame;
	return treeOf(m, found) === nodes.nid[dup] ? found : replaceMigrated(m, treeNode, dup, pageNode, nid);
}

function leaveMigrateList(m: Machine, node: StableNode, nid: number): void {
	const {nodes, migrateList} = m.ksm;
	migrateList.splice(migrateList.indexOf(node), 1);
	nodes.flags[node] &= ~NODE_MIGRATING;
	nodes.nid[node] = nid;
}

/** Puts a node on the migrate list. It must be in no tree. */
export function joinMigrateList(m: Machine, node: StableNode): void {
	m.ksm.nodes.flags[node] |= NODE_MIGRATING;
	m.ksm.migrateList.unshift(node);
}

/** The equal page has moved to another NUMA node: it leaves this tree, and the scanned KSM page, if it is one, takes its place. */
function replaceMigrated(
	m: Machine,
	treeNode: StableNode,
	dup: StableNode,
	pageNode: StableNode,
	nid: number,
): Frame {
	const {nodes, stableRoots} = m.ksm;
	const page = nodes.frame[pageNode] as Frame;
	if (pageNode !== 0) leaveMigrateList(m, pageNode, nid);
	if (treeNode === dup) {
		const t = stableLinks(m, nid);
		if (pageNode === 0) rbErase(t, dup);
		else rbReplace(t, dup, pageNode);
		stableRoots[nid] = t.root as StableNode;
	} else {
		unlinkDup(m, dup);
		if (pageNode !== 0) addDup(m, pageNode, treeNode);
	}
	joinMigrateList(m, dup);
	return pageNode !== 0 && hasRoom(m, pageNode) ? page : (0 as Frame);
}

/** Gives a promoted KSM page its node: a new one in the tree, or one more dup of a chain (stable_tree_insert). */
export function insertStable(m: Machine, page: Frame): StableNode {
	const {frames, ksm} = m;
	const {nodes} = ksm;
	const nid = treeOf(m, page);
	const isNew = tableAnswers(m) && findNode(m, frames.content[page]) === 0;
	const {treeNode, parent, asLeft} = isNew ? nowhere : walkTree(m, nid, page, false);
	const node = allocStableNode(nodes);
	nodes.frame[node] = page;
	nodes.nid[node] = nid;
	frames.mapping[page] = node;
	if (isNew) addWaiting(m, node);
	else if (treeNode === 0) {
		enterNode(m, node);
		const t = stableLinks(m, nid);
		rbInsert(t, node, parent, asLeft);
		ksm.stableRoots[nid] = t.root as StableNode;
	} else addDup(m, node, isChain(m, treeNode) ? treeNode : makeChain(m, treeNode));
	return node;
}
