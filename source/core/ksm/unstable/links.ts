// The unstable tree's links and colours, as rb-tree.ts takes them: the arrays of Slots, and a root per NUMA node.

import type {Slot} from '../../base/brands.js';
import {rbErase, rbInsert, type RbLinks} from '../../base/rb-tree.js';
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

/** Puts an item below `parent`, where a search ended. */
export function linkItem(m: Machine, slot: Slot, nid: number, parent: number, asLeft: boolean): void {
	const t = unstableLinks(m, nid);
	rbInsert(t, slot, parent, asLeft);
	m.ksm.unstable.roots[nid] = t.root;
}

/** Takes an item out of the tree. */
export function unlinkItem(m: Machine, slot: Slot, nid: number): void {
	const t = unstableLinks(m, nid);
	rbErase(t, slot);
	m.ksm.unstable.roots[nid] = t.root;
}
