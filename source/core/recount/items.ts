// Recounts rmap_items: how many there are, and which tree each is in.

import type {Machine} from '../state/machine.js';
import {ITEM_EXISTS, ITEM_STABLE, ITEM_UNSTABLE} from '../state/mm/slots.js';
import {isInUnstableTree} from '../ksm/invalidate.js';
import type {Slot} from '../base/brands.js';
import type {ExpectEqual} from './expect-equal.js';

/** rmap_items per process and in all, with their trees. */
export function recountItems(m: Machine, expectEqual: ExpectEqual): void {
	const {slots, ksm} = m;
	let all = 0;
	let allUnstable = 0;
	let inTree = 0;
	for (const process of m.processes) {
		let items = 0;
		let stable = 0;
		let unstable = 0;
		for (const extent of process.extents) {
			for (let slot = extent.first << 9; slot < (extent.first + extent.ranges) << 9; slot++) {
				const item = slots.item[slot];
				if ((item & ITEM_EXISTS) === 0) continue;
				items++;
				if ((item & ITEM_STABLE) !== 0) stable++;
				if ((item & ITEM_UNSTABLE) !== 0) unstable++;
				if (isInUnstableTree(m, slot as Slot)) inTree++;
			}
		}
		expectEqual(`${process.name}: ksm_rmap_items`, process.ksmRmapItems, items);
		expectEqual(`${process.name}: ksm_merging_pages`, process.ksmMergingPages, stable);
		expectEqual(`${process.name}: unshared pages`, process.ksmUnsharedPages, unstable);
		all += items;
		allUnstable += unstable;
	}
	expectEqual('ksm_rmap_items', ksm.rmapItems, all);
	expectEqual('pages_unshared', ksm.pagesUnshared, allUnstable);
	if (ksm.cursor.at >= 0) expectEqual('items in the unstable tree', ksm.unstable.items, inTree);
	if (ksm.cursor.at >= 0 && ksm.unstable.built) {
		const reached = ksm.unstable.roots.reduce((sum, root) => sum + treeSize(m, root), 0);
		expectEqual('items reached from the unstable roots', ksm.unstable.items, reached);
	}
}

function treeSize(m: Machine, root: number): number {
	let size = 0;
	const stack = root === 0 ? [] : [root];
	for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
		size++;
		for (const child of [m.slots.left[at], m.slots.right[at]]) if (child !== 0) stack.push(child);
	}
	return size;
}
