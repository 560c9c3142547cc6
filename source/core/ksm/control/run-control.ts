// Starting, stopping and undoing KSM (mm/ksm.c: run_store, unmerge_and_remove_all_rmap_items, remove_all_stable_nodes). A
// write to run waits for the end of ksmd's wakeup, which holds ksm_thread_mutex. Memory hot-remove (KSM_RUN_OFFLINE) is
// left out.

import {isStep, PAGES_PER_STEP, type Steps} from '../../base/steps.js';
import {record} from '../../events.js';
import type {Errno} from '../../base/errno.js';
import type {PageNumber, StableNode} from '../../base/brands.js';
import type {Machine} from '../../state/machine.js';
import {finishWakeup} from '../ksmd.js';
import {breakKsm} from '../break-cow.js';
import {dissolveEmptyChain, isChain} from '../stable/chain.js';
import {buildUnstableTree} from '../fast/unstable-build.js';
import {dropItems} from '../items/rmap-items.js';
import type {Process} from '../../state/mm/process.js';
import {dropIfStale, removeNode} from '../stable/items.js';
import {stableLinks} from '../stable/links.js';
import {rewindCursor} from '../mm-list.js';
import {invalidateVma} from '../invalidate.js';
import {resetUnstableTree} from '../unstable/unstable-tree.js';
import {releaseExtents} from '../../mm/vma/extents.js';
import {wakeKsmd} from '../thread.js';

/** What a write to run does: 0 stops, 1 starts, 2 unmerges everything. ENOMEM from unmerging leaves run at 0. */
export function* setRun(m: Machine, value: number): Steps<Errno | undefined> {
	// run_store takes the mutex that ksmd holds during a wakeup.
	yield* finishWakeup(m);
	if (value === m.knobs.run) return undefined;
	m.knobs.run = value;
	if ((value & 2) !== 0) {
		const errno = yield* unmergeAll(m);
		if (errno !== undefined) {
			m.knobs.run = 0;
			return errno;
		}
	}
	if ((value & 1) !== 0) wakeKsmd(m);
	return undefined;
}

const ALL_ADDRESSES = 0xffff_ffff as PageNumber;

function* unmergeAll(m: Machine): Steps<Errno | undefined> {
	const {ksm} = m;
	invalidateVma(m);
	ksm.cursor.at = -1;
	let unmerged = 0;
	for (const id of [...ksm.mms]) {
		const process = m.processes[id];
		if (process.alive) {
			for (const vma of process.vmas) {
				if (!vma.mergeable || vma.anonVma === 0) continue;
				const {pages, errno} = yield* breakKsm(m, process, vma.start, vma.end);
				unmerged += pages;
				if (errno !== undefined) return errno;
			}
		}
		yield* dropAllItems(m, process);
		ksm.thread.stepNs = 0;
		if (!process.alive) {
			ksm.mms.splice(ksm.mms.indexOf(id), 1);
			process.onMmList = false;
			releaseExtents(m, process);
		}
	}
	yield* removeAllStableNodes(m);
	resetUnstableTree(m);
	rewindCursor(m);
	ksm.fullScans = 0;
	record(m, 'unmerge', null, unmerged);
	return undefined;
}

/** Frees all rmap_items of a process. */
function* dropAllItems(m: Machine, process: Process): Steps {
	if (process.ksmRmapItems === 0) return;
	yield* buildUnstableTree(m);
	for (let from = 0 as PageNumber; from < ALL_ADDRESSES;) {
		from = dropItems(m, process, from, ALL_ADDRESSES, PAGES_PER_STEP);
		yield 0;
	}
}

/**
 * remove_all_stable_nodes: removes stable nodes whose pages are no longer mapped, from the root of each tree until one is
 * still in use. Returns whether there was such a node.
 */
export function* removeAllStableNodes(m: Machine): Steps<boolean> {
	yield* finishWakeup(m);
	const {stableRoots, migrateList} = m.ksm;
	let busy = false;
	for (let nid = 0; nid < stableRoots.length; nid++) {
		stableLinks(m, nid);
		let free = true;
		for (let removed = 0; free && stableRoots[nid] !== 0; removed++) {
			if (isStep(removed)) yield 0;
			free = removeWithDups(m, stableRoots[nid]);
		}
		busy ||= !free;
	}
	for (const node of [...migrateList]) if (!removeUnused(m, node)) busy = true;
	return busy;
}

/** remove_stable_node_chain. */
function removeWithDups(m: Machine, node: StableNode): boolean {
	if (!isChain(m, node)) return removeUnused(m, node);
	const {nodes} = m.ksm;
	for (let dup = nodes.head[node] as StableNode; dup !== 0;) {
		const next = nodes.left[dup] as StableNode;
		if (!removeUnused(m, dup)) return false;
		dup = next;
	}
	dissolveEmptyChain(m, node);
	return true;
}

/** remove_stable_node: false if the page is still mapped. */
function removeUnused(m: Machine, node: StableNode): boolean {
	if (dropIfStale(m, node)) return true;
	const page = m.ksm.nodes.frame[node];
	if (m.frames.mapCount[page] > 0) return false;
	m.frames.mapping[page] = 0;
	removeNode(m, node);
	return true;
}
