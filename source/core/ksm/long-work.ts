// Work of ksmd that takes long on the computer it is simulated on, though no simulated time passes: building the true
// unstable tree, moving the table of the fast path to a larger one, freeing the rmap_items of a range that lost its pages.
// On a host of 64 GiB each may take seconds, during which no key would be handled, so it is done in pieces. Its progress is
// part of the state; while there is some, ksmd does nothing else and no action may be performed. No part of the kernel.

import type {PageNumber} from '../base/brands.js';
import type {Machine} from '../state/machine.js';
import type {Process} from '../state/mm/process.js';
import {beginBuilding, buildPiece, builtShare, needsBuilding} from './fast/unstable-build.js';
import {growPiece} from './fast/unstable-table.js';
import {dropItems, itemsWithin} from './items/rmap-items.js';

/** Items of a piece: a few milliseconds, long against the overhead of a step. */
const PIECE_ITEMS = 8192;

const pieceOf = ({config}: Machine): number => config.pieceItems ?? PIECE_ITEMS;

/** Whether long work is to be done before ksmd can continue. */
export const hasLongWork = ({ksm}: Machine): boolean =>
	ksm.unstable.build !== null || ksm.unstable.growth !== null || ksm.cursor.dropTo >= 0;

/** Does one piece of it; returns whether all is done. */
export function workOn(m: Machine): boolean {
	const {unstable, cursor, mms} = m.ksm;
	const most = pieceOf(m);
	if (unstable.growth !== null) growPiece(m, most);
	else if (unstable.build !== null) buildPiece(m, most);
	else if (cursor.dropTo >= 0) dropPiece(m, m.processes[mms[cursor.at]], most);
	return !hasLongWork(m);
}

/** What the long work is, in a few words, and how much of it is done, 0..1. Only while hasLongWork. */
export function longWorkOf(m: Machine): {what: string; done: number} {
	const {unstable} = m.ksm;
	if (unstable.growth !== null)
		return {what: 'making room', done: unstable.growth.at / unstable.growth.old.length};
	if (unstable.build !== null) return {what: 'building the unstable tree', done: builtShare(m)};
	// How many there are to free is not known beforehand.
	return {what: 'freeing rmap_items', done: 0};
}

/**
 * Frees the rmap_items from where the cursor came to a candidate last up to `to`. False when that is long work, which is then
 * begun: call it again when that is done.
 */
export function passItems(m: Machine, process: Process, to: PageNumber): boolean {
	const {cursor} = m.ksm;
	const items = itemsWithin(m, process, cursor.dropFrom, to);
	if (items === 0) return true;
	if (items <= pieceOf(m) && !needsBuilding(m)) {
		dropItems(m, process, cursor.dropFrom, to);
		return true;
	}
	cursor.dropTo = to;
	if (needsBuilding(m)) beginBuilding(m);
	return false;
}

function dropPiece(m: Machine, process: Process, most: number): void {
	const {cursor} = m.ksm;
	cursor.dropFrom = dropItems(m, process, cursor.dropFrom, cursor.dropTo, most);
	if (cursor.dropFrom >= cursor.dropTo) cursor.dropTo = -1 as PageNumber;
}
