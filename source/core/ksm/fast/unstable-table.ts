// The table from content to the unstable item that holds it, used while the shape of the tree does not matter. Open
// addressing. The place of an erased item is recognised by the item's flags.

import {PAGES_PER_STEP, type Steps} from '../../base/steps.js';
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
	// Even 128 MiB, for 64 GiB of pages, are cleared in less than 10 ms; a new table costs ten times that in page faults.
	else if (tree.occupied > 0) tree.table.fill(0);
	tree.occupied = 0;
	tree.dead = 0;
	tree.growth = null;
}

/** Frees the memory of the table: the true tree has been built. */
export function releaseEntries(m: Machine): void {
	const tree = m.ksm.unstable;
	tree.table = new Uint32Array(0);
	tree.occupied = 0;
	tree.dead = 0;
	tree.growth = null;
}

/** Makes the table again from the log. */
export function* rebuildEntries(m: Machine): Steps {
	const tree = m.ksm.unstable;
	if (tree.shapeMatters) return;
	tree.table = new Uint32Array(tree.tableSize);
	tree.occupied = 0;
	tree.dead = 0;
	const enter = (slot: Slot) => {
		if (isInUnstableTree(m, slot)) insertEntry(m, slot, m.frames.content[m.slots.frame[slot]]);
	};
	const {log} = tree;
	const place = {at: 0, within: 0};
	while (!replay(log, place, PAGES_PER_STEP, enter, () => {})) yield place.at / log.length;
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
	if (isTableFull(m)) {
		beginGrowth(m);
		while (!growPiece(m, Infinity));
	}
	put(tree.table, slot, content);
	tree.occupied++;
}

function put(table: Uint32Array, slot: number, content: number): void {
	const mask = table.length - 1;
	let place = placeOf(content, mask);
	while (table[place] !== 0) place = (place + STRIDE) & mask;
	table[place] = slot;
}

/** Whether the next entry needs more room. */
export function isTableFull({ksm}: Machine): boolean {
	const {shapeMatters, occupied, table} = ksm.unstable;
	return !shapeMatters && isFull(occupied, table.length);
}

/** Begins to leave out the items that have gone, and to make room. */
export function beginGrowth(m: Machine): void {
	const tree = m.ksm.unstable;
	if (tree.growth !== null) return;
	const old = tree.table;
	const grown = tree.dead * 2 > tree.occupied ? old.length : old.length * 2;
	tree.growth = {old, at: 0};
	tree.table = new Uint32Array(grown);
	tree.tableSize = grown;
	tree.occupied = 0;
	tree.dead = 0;
}

/** Moves the entries of `most` places. Whether all have moved. */
export function growPiece(m: Machine, most: number): boolean {
	const tree = m.ksm.unstable;
	const {growth, table} = tree;
	if (growth === null) return true;
	const {old} = growth;
	const end = Math.min(old.length, growth.at + most);
	for (; growth.at < end; growth.at++) {
		const slot = old[growth.at];
		if (slot === 0 || !isInUnstableTree(m, slot as Slot)) continue;
		put(table, slot, m.frames.content[m.slots.frame[slot]]);
		tree.occupied++;
	}
	if (growth.at < old.length) return false;
	tree.growth = null;
	return true;
}
