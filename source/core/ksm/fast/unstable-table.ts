// The table from content to the unstable item that holds it, used while the shape of the tree does not matter. Open
// addressing. The place of an erased item is recognised by the item's flags.

import type {Slot} from '../../base/brands.js';
import type {Machine} from '../../state/machine.js';
import {isFull, placeOf, STRIDE} from './table-places.js';
import {replay} from './unstable-log.js';
import {isInUnstableTree} from '../invalidate.js';

/** Empties the table. It keeps its size, or is halved when the last full scan left only `items` items. */
export function resetEntries(m: Machine, items: number): void {
	const tree = m.ksm.unstable;
	if (tree.tableSize > 64 && items * 8 < tree.tableSize) tree.tableSize /= 2;
	if (tree.table.length !== tree.tableSize) tree.table = new Uint32Array(tree.tableSize);
	else if (tree.occupied > 0) tree.table.fill(0);
	tree.occupied = 0;
	tree.dead = 0;
}

/** Frees the memory of the table: the true tree has been built. */
export function releaseEntries(m: Machine): void {
	const tree = m.ksm.unstable;
	tree.table = new Uint32Array(0);
	tree.occupied = 0;
	tree.dead = 0;
}

/** Makes the table anew from the log. */
export function rebuildEntries(m: Machine): void {
	const tree = m.ksm.unstable;
	if (tree.shapeMatters) return;
	tree.table = new Uint32Array(tree.tableSize);
	tree.occupied = 0;
	tree.dead = 0;
	const enter = (slot: Slot) => {
		if (isInUnstableTree(m, slot)) insertEntry(m, slot, m.frames.content[m.slots.frame[slot]]);
	};
	replay(tree.log, enter, () => {});
}

/** The item that waits with this content, or 0. */
export function findEntry(m: Machine, content: number): Slot {
	const {table} = m.ksm.unstable;
	const {frame} = m.slots;
	const contents = m.frames.content;
	const mask = table.length - 1;
	let place = placeOf(content, mask);
	for (let slot = table[place]; slot !== 0; slot = table[place]) {
		if (contents[frame[slot]] === content && isInUnstableTree(m, slot as Slot)) return slot as Slot;
		place = (place + STRIDE) & mask;
	}
	return 0 as Slot;
}

/** Enters an item whose content is not in the table. */
export function insertEntry(m: Machine, slot: Slot, content: number): void {
	const tree = m.ksm.unstable;
	if (isFull(tree.occupied, tree.table.length)) rehash(m);
	const {table} = tree;
	const mask = table.length - 1;
	let place = placeOf(content, mask);
	while (table[place] !== 0) place = (place + STRIDE) & mask;
	table[place] = slot;
	tree.occupied++;
}

/** Leaves out the items that have gone, and makes room. */
export function rehash(m: Machine): void {
	const tree = m.ksm.unstable;
	const old = tree.table;
	const grown = tree.dead * 2 > tree.occupied ? old.length : old.length * 2;
	tree.table = new Uint32Array(grown);
	tree.tableSize = grown;
	tree.occupied = 0;
	tree.dead = 0;
	const mask = grown - 1;
	for (const slot of old) {
		if (slot === 0 || !isInUnstableTree(m, slot as Slot)) continue;
		let place = placeOf(m.frames.content[m.slots.frame[slot]], mask);
		while (tree.table[place] !== 0) place = (place + STRIDE) & mask;
		tree.table[place] = slot;
		tree.occupied++;
	}
}
