// The log of the unstable tree: which items were inserted in this full scan, and which erased, in order. From it the true
// tree is built when its shape begins to matter. ksmd inserts pages mostly in address order, so the log keeps runs:
// a run is two words, its first slot and its length; an erase is one word, marked by its highest bit.

import type {Slot} from '../../base/brands.js';
import {enlarged} from '../../base/enlarged.js';
import type {UnstableLog} from '../../state/ksm/unstable-tree.js';

/** Marks an erase. Slots stay below 2^31. */
const ERASED = 0x8000_0000;

/** Forgets everything; gives memory back after a full scan that used less than a quarter of it. */
export function emptyLog(log: UnstableLog): void {
	if (log.length * 4 < log.words.length) log.words = new Uint32Array(Math.max(64, log.length * 2));
	log.length = 0;
	log.erases = 0;
	log.next = 0;
}

/** Notes the insert of `count` items of consecutive slots from `first`. */
export function logInserts(log: UnstableLog, first: number, count: number): void {
	if (log.next === first) log.words[log.length - 1] += count;
	else {
		append(log, first);
		append(log, count);
	}
	log.next = first + count;
}

/** Notes that the item of `slot` was erased from the tree. */
export function logErase(log: UnstableLog, slot: Slot): void {
	append(log, slot + ERASED);
	log.erases++;
	log.next = 0;
}

function append(log: UnstableLog, word: number): void {
	if (log.length === log.words.length) log.words = enlarged(log.words, log.length * 2);
	log.words[log.length++] = word;
}

/** A place in the log: a word, and how many items of the run that begins there have been passed. */
export interface LogPlace {
	/** Index of a word in UnstableLog.words. */
	at: number;
	/** Items of that run, 0 at its beginning. */
	within: number;
}

/**
 * Calls back with every insert and erase from `place` on, oldest first, but with at most `most` of them. Moves `place` on;
 * whether it is at the end.
 */
export function replay(
	log: UnstableLog,
	place: LogPlace,
	most: number,
	onInsert: (slot: Slot) => void,
	onErase: (slot: Slot) => void,
): boolean {
	const {words} = log;
	let left = most;
	while (place.at < log.length && left > 0) {
		const word = words[place.at];
		if (word >= ERASED) {
			onErase((word - ERASED) as Slot);
			place.at++;
			left--;
			continue;
		}
		const count = words[place.at + 1];
		const end = Math.min(count, place.within + left);
		left -= end - place.within;
		for (let i = place.within; i < end; i++) onInsert((word + i) as Slot);
		place.within = end;
		if (end < count) break;
		place.at += 2;
		place.within = 0;
	}
	return place.at >= log.length;
}
