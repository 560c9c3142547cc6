// Building the true unstable tree from the log of the full scan, once its shape matters.

import {compareContents, orderKey} from '../../mm/content-order.js';
import type {Machine} from '../../state/machine.js';
import {checksumOf} from '../checksum.js';
import {ensureLinks} from '../item-links.js';
import {unlinkItem, unstableLinks} from '../unstable/links.js';
import type {Slot} from '../../base/brands.js';
import {emptyLog, replay} from './unstable-log.js';
import {releaseEntries} from './unstable-table.js';
import {rbInsert} from '../../base/rb-tree.js';

/** To be called before the tree is searched, and before an item that may be in the log is freed. */
export function ensureUnstableTree(m: Machine): void {
	if (m.ksm.unstable.shapeMatters && !m.ksm.unstable.built) buildUnstableTree(m);
}

/**
 * Replays the log: the checksum of each item says what its page held when it was inserted. Items that were erased since
 * have other uses for their links by now, so those are saved meanwhile.
 */
function buildUnstableTree(m: Machine): void {
	const tree = m.ksm.unstable;
	tree.built = true;
	ensureLinks(m.slots);
	const {node, left, right} = m.slots;
	const saved = new Uint32Array(tree.log.erases * 4);
	let kept = 0;
	// What each item is ordered by, close together: building is bound by memory.
	const keys = new Uint32Array(node.length);
	replay(
		tree.log,
		(slot) => {
			keys[slot] = orderKey(checksumOf(m, slot));
		},
		(slot) => {
			saved.set([slot, node[slot], left[slot], right[slot]], kept);
			kept += 4;
		},
	);
	replay(
		tree.log,
		(slot) => insertByKey(m, slot, keys),
		(slot) => unlinkItem(m, slot, 0),
	);
	for (let i = 0; i < kept; i += 4) {
		node[saved[i]] = saved[i + 1];
		left[saved[i]] = saved[i + 2];
		right[saved[i]] = saved[i + 3];
	}
	emptyLog(tree.log);
	releaseEntries(m);
}

function insertByKey(m: Machine, slot: Slot, keys: Uint32Array): void {
	const t = unstableLinks(m, 0);
	const key = keys[slot];
	let parent = 0;
	let asLeft = false;
	for (let at = t.root; at !== 0; at = asLeft ? t.left[at] : t.right[at]) {
		parent = at;
		asLeft =
			key === keys[at] ? compareContents(checksumOf(m, slot), checksumOf(m, at as Slot)) < 0 : key < keys[at];
	}
	rbInsert(t, slot, parent, asLeft);
	m.ksm.unstable.roots[0] = t.root;
}
