// The log of the unstable tree: which items were inserted in this full scan, and which erased, in order. From it the true
// tree is built when its shape begins to matter. ksmd inserts pages mostly in address order, so the log keeps runs:
// a run is two words, its first slot and its length; an erase is one word, marked by its highest bit.

import type {Slot} from '../../base/brands.js';
import {enlarged} from '../../base/enlarged.js';
import type {UnstableLog} from '../../state/unstable-tree.js';

/** Marks an erase. Slots stay below 2^31. */
const ERASED = 0x8000_0000;

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

export function logErase(log: UnstableLog, slot: Slot): void {
	append(log, slot + ERASED);
	log.erases++;
	log.next = 0;
}

function append(log: UnstableLog, word: number): void {
	if (log.length === log.words.length) log.words = enlarged(log.words, log.length * 2);
	log.words[log.length++] = word;
}

/** Calls back with every insert and erase, oldest first. */
export function replay(
	log: UnstableLog,
	onInsert: (slot: Slot) => void,
	onErase: (slot: Slot) => void,
): void {
	for (let at = 0; at < log.length;) {
		const word = log.words[at++];
		if (word >= ERASED) onErase((word - ERASED) as Slot);
		else for (let i = 0, count = log.words[at++]; i < count; i++) onInsert((word + i) as Slot);
	}
}
