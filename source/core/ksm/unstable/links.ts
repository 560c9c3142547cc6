// The unstable tree's links and colours, as rb-tree.ts takes them: the arrays of Slots, and a root per NUMA node.

import type {Slot} from '../../base/brands.js';
import {rbErase, type RbLinks} from '../../base/rb-tree.js';
import type {Machine} from '../../state/machine.js';

/** The tree of one NUMA node. */
export function unstableLinks(m: Machine, nid: number): RbLinks {
	const {slots} = m;
	const {links, roots} = m.ksm.unstable;
	if (links.parent !== slots.node) {
		links.parent = slots.node;
		links.left = slots.left;
		links.right = slots.right;
		links.flags = slots.item;
	}
	links.root = roots[nid];
	return links;
}

/** Takes an item out of the tree. */
export function unlinkItem(m: Machine, slot: Slot, nid: number): void {
	const t = unstableLinks(m, nid);
	rbErase(t, slot);
	m.ksm.unstable.roots[nid] = t.root;
}
