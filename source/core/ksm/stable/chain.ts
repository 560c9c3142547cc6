// Chains: several KSM pages of one content, because each takes max_page_sharing items at most (mm/ksm.c: stable_node_dup,
// chain_prune, alloc_stable_node_chain). A walk of the stable tree that passes a chain removes its stale dups on the way,
// and moves the chosen one to the front.

import type {StableNode} from '../../base/brands.js';
import {tickOf, ticksOfMs} from '../../clock.js';
import type {Machine} from '../../state/machine.js';
import {rbErase, rbReplace} from '../../base/rb-tree.js';
import {dropIfStale, unlinkDup} from './items.js';
import {stableLinks} from './links.js';
import {freeStableNode, allocStableNode} from './nodes.js';
import {NODE_CHAIN, NODE_DUP} from '../../state/ksm/stable-nodes.js';
import {enterNode} from '../fast/stable-table.js';
import {dupsWithRoom, hasRoom, staleDups} from './sharers.js';

/** is_stable_node_chain. */
export const isChain = (m: Machine, node: StableNode): boolean =>
	(m.ksm.nodes.flags[node] & NODE_CHAIN) !== 0;

/** Hangs a node that is in no tree at the head of a chain (stable_node_chain_add_dup). */
export function addDup(m: Machine, dup: StableNode, chain: StableNode): void {
	const {nodes} = m.ksm;
	nodes.flags[dup] |= NODE_DUP;
	pushDup(m, dup, chain);
	if (hasRoom(m, dup)) nodes.frame[chain]++;
	m.ksm.dups++;
}

function pushDup(m: Machine, dup: StableNode, chain: StableNode): void {
	const {nodes} = m.ksm;
	const first = nodes.head[chain];
	nodes.parent[dup] = chain;
	nodes.left[dup] = first;
	nodes.right[dup] = 0;
	if (first !== 0) nodes.right[first] = dup;
	nodes.head[chain] = dup;
}

/** Puts a chain in the place of a node, which becomes its first dup (alloc_stable_node_chain). */
export function makeChain(m: Machine, node: StableNode): StableNode {
	const {nodes, stableRoots} = m.ksm;
	const chain = allocStableNode(nodes);
	nodes.flags[chain] |= NODE_CHAIN;
	nodes.nid[chain] = nodes.nid[node];
	nodes.prunedNs.set(chain, m.nowNs);
	const t = stableLinks(m, nodes.nid[node]);
	rbReplace(t, node, chain);
	stableRoots[nodes.nid[node]] = t.root as StableNode;
	m.ksm.chains++;
	addDup(m, node, chain);
	return chain;
}

/**
 * The KSM page of a chain that a new sharer should join, or, if all are full, some page of it, or 0 if every one was
 * gone: then the chain is freed too. With `mayPrune`, and when stable_node_chains_prune_millisecs have passed since
 * the last time, all dups are visited and the fullest with room is chosen; else the first with room. A chain with one
 * dup left dissolves.
 */
export function chooseDup(m: Machine, chain: StableNode, mayPrune: boolean): StableNode {
	const {nodes} = m.ksm;
	const prune = mayPrune && isPruneDue(m, chain);
	if (prune) nodes.prunedNs.set(chain, m.nowNs);
	const first = nodes.head[chain] as StableNode;
	// Nothing to choose, drop or move: the walk over what may be thousands of full dups would end at the first one.
	if (dupsWithRoom(nodes, chain) === 0 && staleDups(nodes, chain) === 0 && nodes.left[first] !== 0)
		return first;

	let found = 0 as StableNode;
	let foundLength = 0;
	for (let dup = first; dup !== 0;) {
		const next = nodes.left[dup] as StableNode;
		if (dropIfStale(m, dup)) {
			dup = next;
			continue;
		}
		if (found === 0 || (hasRoom(m, dup) && (!hasRoom(m, found) || nodes.length[dup] > foundLength))) {
			found = dup;
			foundLength = nodes.length[dup];
			if (!prune && hasRoom(m, found)) break;
		}
		dup = next;
	}
	if (found === 0) dissolveEmptyChain(m, chain);
	else if (nodes.head[chain] === found && nodes.left[found] === 0) dissolveChain(m, chain, found);
	else if (nodes.head[chain] !== found && hasRoom(m, found, 1)) moveToFront(m, found, chain);
	return found;
}

/** Whether stable_node_chains_prune_millisecs have passed since the chain was pruned last. */
export function isPruneDue(m: Machine, chain: StableNode): boolean {
	const delayMs = m.knobs.stable_node_chains_prune_millisecs;
	const prunedNs = m.ksm.nodes.prunedNs.get(chain) ?? 0;
	if (m.nowNs - prunedNs + 1e9 / m.config.hz < delayMs * 1_000_000) return false;
	return tickOf(m, m.nowNs) >= tickOf(m, prunedNs) + ticksOfMs(m, delayMs);
}

/** Frees a chain on which no dup is left (free_stable_node_chain). */
export function dissolveEmptyChain(m: Machine, chain: StableNode): void {
	const {nodes, stableRoots} = m.ksm;
	const nid = nodes.nid[chain];
	const t = stableLinks(m, nid);
	rbErase(t, chain);
	stableRoots[nid] = t.root as StableNode;
	freeStableNode(nodes, chain);
	m.ksm.chains--;
}

/** The last dup of a chain takes the chain's place in the tree. */
function dissolveChain(m: Machine, chain: StableNode, dup: StableNode): void {
	const {nodes, stableRoots} = m.ksm;
	const nid = nodes.nid[chain];
	unlinkDup(m, dup);
	const t = stableLinks(m, nid);
	rbReplace(t, chain, dup);
	stableRoots[nid] = t.root as StableNode;
	freeStableNode(nodes, chain);
	m.ksm.chains--;
	enterNode(m, dup);
}

function moveToFront(m: Machine, dup: StableNode, chain: StableNode): void {
	const {nodes} = m.ksm;
	const next = nodes.left[dup];
	const previous = nodes.right[dup];
	nodes.left[previous] = next;
	if (next !== 0) nodes.right[next] = previous;
	pushDup(m, dup, chain);
}
