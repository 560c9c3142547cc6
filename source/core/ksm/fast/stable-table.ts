// The stable tree as a table from content to node, valid while nothing in the tree makes its shape matter: no node is
// stale, and there is no chain that a walk would tidy on its way. New nodes then wait in a list, linked by their
// `right`, and are put in the tree in order of insertion before the tree itself is needed.

import type {StableNode} from '../../base/brands.js';
import type {Machine} from '../../state/machine.js';
import {compareByKey, orderKey} from '../../mm/content-order.js';
import {rbInsert, type RbLinks} from '../../base/rb-tree.js';
import {isFull, placeOf, STRIDE} from './table-places.js';
import {NODE_CHAIN, NODE_DUP, NODE_MIGRATING, NODE_STALE, NODE_USED} from '../../state/ksm/stable-nodes.js';

/** Whether no walk of the tree would change it, so that the table may answer in its place. */
export function tableAnswers(m: Machine): boolean {
	const {chains, staleNodes} = m.ksm;
	const {mte, plainRules} = m.config;
	return (
		chains === 0 &&
		staleNodes === 0 &&
		m.knobs.merge_across_nodes !== 0 &&
		mte === 'off' &&
		plainRules !== true
	);
}

/** Whether there is no stable node in any tree of a NUMA node. */
export const isStableTreeEmpty = (m: Machine, nid: number): boolean =>
	m.ksm.stableRoots[nid] === 0 && m.ksm.stableTable.waiting === 0;

/** Whether a node is in the tree by itself, not as part of a chain. */
function isPlainNode(m: Machine, node: number): boolean {
	const any = NODE_USED | NODE_CHAIN | NODE_DUP | NODE_MIGRATING | NODE_STALE;
	return (m.ksm.nodes.flags[node] & any) === NODE_USED;
}

/** The node with this content, 0 if there is none. Only while tableAnswers, or for what passes no chain while no node is stale. */
export function findNode(m: Machine, content: number): StableNode {
	const {stableTable, nodes} = m.ksm;
	const {places} = stableTable;
	const contents = m.frames.content;
	const mask = places.length - 1;
	let place = placeOf(content, mask);
	for (let node = places[place]; node !== 0; node = places[place]) {
		if (contents[nodes.frame[node]] === content && isPlainNode(m, node)) return node as StableNode;
		place = (place + STRIDE) & mask;
	}
	return 0 as StableNode;
}

/** Enters a node that is, or is about to be, in the tree by itself. */
export function enterNode(m: Machine, node: StableNode): void {
	if (m.knobs.merge_across_nodes === 0) return;
	const {ksm} = m;
	if (isFull(ksm.stableTable.occupied, ksm.stableTable.places.length)) rebuild(m);
	put(m, node);
}

function put(m: Machine, node: number): void {
	const {stableTable, nodes} = m.ksm;
	const {places} = stableTable;
	const mask = places.length - 1;
	let place = placeOf(m.frames.content[nodes.frame[node]], mask);
	for (; places[place] !== 0; place = (place + STRIDE) & mask) if (places[place] === node) return;
	places[place] = node;
	stableTable.occupied++;
}

/** Leaves out the nodes that have left the tree, and makes room. */
function rebuild(m: Machine): void {
	const {stableTable} = m.ksm;
	const old = stableTable.places;
	let kept = 0;
	for (const node of old) if (node !== 0 && isPlainNode(m, node)) kept++;
	let size = 64;
	while (size < kept * 2 + 2) size *= 2;
	stableTable.places = new Uint32Array(size);
	stableTable.occupied = 0;
	for (const node of old) if (node !== 0 && isPlainNode(m, node)) put(m, node);
}

/** Queues a new node for insertion into the tree. Only while tableAnswers, and when no node has its content. */
export function addWaiting(m: Machine, node: StableNode): void {
	const {stableTable, nodes} = m.ksm;
	nodes.right[node] = 0;
	if (stableTable.waiting === 0) stableTable.waiting = node;
	else nodes.right[stableTable.lastWaiting] = node;
	stableTable.lastWaiting = node;
	enterNode(m, node);
}

/** Puts the waiting nodes in the tree (of `t`, that of all NUMA nodes): before anything but a new node changes it. */
export function linkWaiting(m: Machine, t: RbLinks): void {
	const {stableTable, nodes, stableRoots} = m.ksm;
	const {content} = m.frames;
	const {staleContents} = stableTable;
	const contentOf = (node: number): number =>
		(nodes.flags[node] & NODE_STALE) === 0
			? content[nodes.frame[node]]
			: (staleContents.get(node as StableNode) ?? 0);
	t.root = stableRoots[0];
	for (let node = stableTable.waiting; node !== 0;) {
		const next = nodes.right[node] as StableNode;
		const own = contentOf(node);
		const key = orderKey(own);
		let parent = 0;
		let asLeft = false;
		for (let at = t.root; at !== 0; at = asLeft ? t.left[at] : t.right[at]) {
			parent = at;
			asLeft = compareByKey(key, own, contentOf(at)) < 0;
		}
		rbInsert(t, node, parent, asLeft);
		node = next;
	}
	stableRoots[0] = t.root as StableNode;
	stableTable.waiting = 0 as StableNode;
	stableTable.lastWaiting = 0 as StableNode;
	staleContents.clear();
}
