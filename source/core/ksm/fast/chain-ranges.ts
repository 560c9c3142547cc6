// Which contents pass a chain on their walk through the stable tree: those that lie between the in-order neighbours of
// the chain's subtree. A walk for any other content passes plain nodes only, so that the table may answer for it. A few
// chains, such as that of the zeros, then do not slow down the search for everything else.

import type {StableNode} from '../../base/brands.js';
import type {Machine} from '../../state/machine.js';
import {compareContents} from '../../mm/content-order.js';
import {NODE_CHAIN, NODE_STALE} from '../../state/ksm/stable-nodes.js';
import {tableAnswers} from './stable-table.js';

/** With more chains than this, walking the tree is as fast. */
const MOST_CHAINS = 8;
/** Searches of an unchanged tree before the ranges are worth finding. */
const PATIENCE = 32;

/**
 * Whether a walk of the stable tree for this content would change nothing: it passes no stale node and no chain. For
 * machines whose NUMA nodes share one tree, without memory tags.
 */
export const tableAnswersFor = (m: Machine, content: number): boolean =>
	tableAnswers(m) || (m.ksm.staleNodes === 0 && passesNoChain(m, content));

/** Whether it is known that a walk for this content passes no chain. */
function passesNoChain(m: Machine, content: number): boolean {
	const {version, chainRanges: ranges} = m.ksm.stableTable;
	if (ranges.version !== version) {
		ranges.version = version;
		ranges.searches = 0;
		ranges.known = false;
	}
	if (!ranges.known) {
		if (++ranges.searches !== PATIENCE || !findRanges(m)) return false;
		ranges.known = true;
	}
	const {above, below} = ranges;
	for (let i = 0; i < above.length; i++) {
		const isAbove = above[i] < 0 || compareContents(content, above[i]) > 0;
		if (isAbove && (below[i] < 0 || compareContents(content, below[i]) < 0)) return false;
	}
	return true;
}

/** Finds the ranges; false when there are too many, or a chain cannot say what it holds. */
function findRanges(m: Machine): boolean {
	const {nodes, stableTable} = m.ksm;
	const ranges = stableTable.chainRanges;
	ranges.above.length = 0;
	ranges.below.length = 0;
	if (nodes.prunedNs.size > MOST_CHAINS) return false;
	for (const chain of nodes.prunedNs.keys()) {
		let above = -1;
		let below = -1;
		for (let at = chain as number; nodes.parent[at] !== 0; at = nodes.parent[at]) {
			const up = nodes.parent[at] as StableNode;
			const content = contentOfNode(m, up);
			if (content < 0) return false;
			if (nodes.left[up] !== at && above < 0) above = content;
			if (nodes.left[up] === at && below < 0) below = content;
		}
		ranges.above.push(above);
		ranges.below.push(below);
	}
	return true;
}

/** What a node of the tree holds; -1 for a chain whose first page is gone. */
function contentOfNode(m: Machine, node: StableNode): number {
	const {flags, frame, head} = m.ksm.nodes;
	const page = (flags[node] & NODE_CHAIN) === 0 ? node : head[node];
	return page === 0 || (flags[page] & NODE_STALE) !== 0 ? -1 : m.frames.content[frame[page]];
}
