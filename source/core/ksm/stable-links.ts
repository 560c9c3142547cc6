// The arrays of the stable nodes seen as a red-black tree. The root lives in Ksm, one for each NUMA node, because the
// arrays are shared by all trees (root_stable_tree, mm/ksm.c).

import type {Machine} from '../machine.js';
import type {RbLinks} from '../rb-tree.js';
import {linkWaiting} from './stable-table.js';

/** The stable tree of one NUMA node, as rb-tree.ts wants it, complete. The caller stores `root` back after a change. */
export function stableLinks(m: Machine, nid: number): RbLinks {
	const {nodes, stableRoots, stableTable, links} = m.ksm;
	if (links.parent !== nodes.parent) {
		links.parent = nodes.parent;
		links.left = nodes.left;
		links.right = nodes.right;
		links.flags = nodes.flags;
	}
	if (stableTable.waiting !== 0) linkWaiting(m, links);
	links.root = stableRoots[nid];
	return links;
}
