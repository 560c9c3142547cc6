// The stable tree's links and colours, as rb-tree.ts takes them: the arrays of StableNodes, and a root per NUMA node.

import type {Machine} from '../../state/machine.js';
import type {RbLinks} from '../../base/rb-tree.js';
import {linkWaiting} from '../fast/stable-table.js';

function linksOf(m: Machine): RbLinks {
	const {nodes, links} = m.ksm;
	if (links.parent !== nodes.parent) {
		links.parent = nodes.parent;
		links.left = nodes.left;
		links.right = nodes.right;
		links.flags = nodes.flags;
	}
	return links;
}

/** Puts every node that waits into the stable tree, before the tree itself is read. */
export function completeStableTree(m: Machine): void {
	if (m.ksm.stableTable.waiting !== 0) linkWaiting(m, linksOf(m));
}

/** The stable tree of one NUMA node, as rb-tree.ts takes it, to be changed. The caller stores `root` back afterwards. */
export function stableLinks(m: Machine, nid: number): RbLinks {
	completeStableTree(m);
	m.ksm.stableTable.version++;
	const links = linksOf(m);
	links.root = m.ksm.stableRoots[nid];
	return links;
}
