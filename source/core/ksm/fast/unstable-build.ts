// Building the true unstable tree from the log of the full scan, once its shape matters. On a large host that takes
// seconds, so it is done piece by piece, and what has been done so far is part of the state: see ksm/long-work.ts.

import {PAGES_PER_STEP, type Steps} from '../../base/steps.js';
import {compareContents, orderKey} from '../../mm/content-order.js';
import type {Machine} from '../../state/machine.js';
import {checksumOf} from '../items/checksum.js';
import {ensureLinks} from '../items/item-links.js';
import {unlinkItem, unstableLinks} from '../unstable/links.js';
import type {Slot} from '../../base/brands.js';
import type {TreeBuild} from '../../state/ksm/unstable-tree.js';
import {emptyLog, replay} from './unstable-log.js';
import {releaseEntries} from './unstable-table.js';
import {rbInsert} from '../../base/rb-tree.js';

/** Whether the tree will be searched, or an item that may be in the log freed, and only the log stands. */
export const needsBuilding = ({ksm}: Machine): boolean => ksm.unstable.shapeMatters && !ksm.unstable.built;

/** To be called before the tree is searched, and before an item that may be in the log is freed. */
export function ensureUnstableTree(m: Machine): void {
	if (!needsBuilding(m)) return;
	beginBuilding(m);
	while (!buildPiece(m, Infinity));
}

/** The same in steps. */
export function* buildUnstableTree(m: Machine): Steps {
	if (!needsBuilding(m)) return;
	beginBuilding(m);
	while (!buildPiece(m, PAGES_PER_STEP)) yield builtShare(m);
}

/** The checksum of each item says what its page held when it was inserted. */
export function beginBuilding(m: Machine): void {
	const tree = m.ksm.unstable;
	if (tree.build !== null) return;
	ensureLinks(m.slots);
	tree.build = {
		phase: 'keys',
		at: 0,
		within: 0,
		passed: 0,
		// Close together: building is bound by memory.
		keys: new Uint32Array(m.slots.node.length),
		saved: new Uint32Array(tree.log.erases * 4),
		kept: 0,
	};
}

/** Works through `most` items. Whether the tree stands. */
export function buildPiece(m: Machine, most: number): boolean {
	const {build} = m.ksm.unstable;
	if (build === null) return true;
	build.passed += most;
	if (build.phase === 'keys') gatherKeys(m, build, most);
	else if (build.phase === 'items') replayLog(m, build, most);
	else putLinksBack(m, build, most);
	return m.ksm.unstable.built;
}

/** How much of the building is done, 0..1. */
export function builtShare({ksm}: Machine): number {
	const {build, log, items} = ksm.unstable;
	if (build === null) return ksm.unstable.built ? 1 : 0;
	const share = build.passed / Math.max(1, items + log.erases * 2);
	// Gathering the keys takes about a tenth of the time.
	if (build.phase === 'keys') return 0.1 * share;
	return build.phase === 'items' ? 0.1 + 0.9 * share : 1;
}

function enter(build: TreeBuild, phase: TreeBuild['phase']): void {
	build.phase = phase;
	build.at = 0;
	build.within = 0;
	build.passed = 0;
}

/** Items that were erased since have other uses for their links by now, so those are saved meanwhile. */
function gatherKeys(m: Machine, build: TreeBuild, most: number): void {
	const {node, left, right} = m.slots;
	const {keys, saved} = build;
	const isDone = replay(
		m.ksm.unstable.log,
		build,
		most,
		(slot) => {
			keys[slot] = orderKey(checksumOf(m, slot));
		},
		(slot) => {
			saved.set([slot, node[slot], left[slot], right[slot]], build.kept);
			build.kept += 4;
		},
	);
	if (isDone) enter(build, 'items');
}

function replayLog(m: Machine, build: TreeBuild, most: number): void {
	const isDone = replay(
		m.ksm.unstable.log,
		build,
		most,
		(slot) => insertByKey(m, slot, build.keys),
		(slot) => unlinkItem(m, slot, 0),
	);
	if (isDone) enter(build, 'links');
}

function putLinksBack(m: Machine, build: TreeBuild, most: number): void {
	const {node, left, right} = m.slots;
	const {saved, kept} = build;
	const end = Math.min(kept, build.at + most * 4);
	for (; build.at < end; build.at += 4) {
		const slot = saved[build.at];
		node[slot] = saved[build.at + 1];
		left[slot] = saved[build.at + 2];
		right[slot] = saved[build.at + 3];
	}
	if (build.at < kept) return;
	const tree = m.ksm.unstable;
	tree.build = null;
	tree.built = true;
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
