// The unstable tree: pages that were unchanged between two full scans and wait for a partner (mm/ksm.c,
// unstable_tree_search_insert). Its pages are not write-protected, so a search compares with what they hold now, and
// ends, without inserting, at an item whose page is gone: a stale item. It is reset at the start of each full scan.

import type {Frame, Slot} from '../../base/brands.js';
import type {Machine} from '../../state/machine.js';
import {compareByKey, compareContents, comparePages, orderKey} from '../../mm/content-order.js';
import {nodeOf} from '../../mm/folio.js';
import {ensureLinks, releaseLinks} from '../item-links.js';
import {
	ITEM_RED,
	ITEM_SEQ,
	ITEM_UNSTABLE,
	PTE_KIND,
	PTE_PRESENT,
	PTE_ZERO,
	PTE_ZERO_KSM,
} from '../../state/slots.js';
import {processOf} from '../../mm/vma/find.js';
import {rbErase, rbInsert, type RbLinks} from '../../base/rb-tree.js';
import {record} from '../../events.js';
import {checksumOf} from '../checksum.js';
import {isMergeableSlot} from '../mergeable.js';
import {findEntry, insertEntry, releaseEntries, resetEntries} from '../fast/unstable-table.js';
import {isInUnstableTree} from '../invalidate.js';
import {emptyLog, logErase, logInserts, replay} from '../fast/unstable-log.js';

/** The tree of one NUMA node, as rb-tree.ts wants it. */
function linksOf(m: Machine, nid: number): RbLinks {
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

/** Empties the tree at the start of a full scan. The items keep their flag, and are counted, until each is visited. */
export function resetUnstableTree(m: Machine): void {
	const tree = m.ksm.unstable;
	tree.roots.fill(0);
	const {items} = tree;
	tree.items = 0;
	emptyLog(tree.log);
	tree.checksVmas = false;
	// With one tree per NUMA node, or tagged pages that equal nothing, content alone does not say who meets whom.
	tree.shapeMatters =
		m.knobs.merge_across_nodes === 0 || m.config.mte !== 'off' || m.config.plainRules === true;
	tree.built = tree.shapeMatters;
	if (tree.built) {
		ensureLinks(m.slots);
		releaseEntries(m);
		return;
	}
	if (m.ksm.pagesShared === 0) releaseLinks(m.slots);
	resetEntries(m, items);
}

/**
 * Builds the true tree from the log, before it is searched or changed: the checksum of each item says what its page held
 * when it was inserted. Items that were erased since have other uses for their links by now, so those are saved meanwhile.
 */
function buildUnstableTree(m: Machine): void {
	const tree = m.ksm.unstable;
	tree.shapeMatters = true;
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
		(slot) => link(m, slot, keys),
		(slot) => unlink(m, slot, 0),
	);
	for (let i = 0; i < kept; i += 4) {
		node[saved[i]] = saved[i + 1];
		left[saved[i]] = saved[i + 2];
		right[saved[i]] = saved[i + 3];
	}
	emptyLog(tree.log);
	releaseEntries(m);
}

/** To be called before an item of the tree is erased or freed: a tree that has to be built needs it for that. */
export function ensureUnstableTree(m: Machine): void {
	if (m.ksm.unstable.shapeMatters && !m.ksm.unstable.built) buildUnstableTree(m);
}

function link(m: Machine, slot: Slot, keys: Uint32Array): void {
	const t = linksOf(m, 0);
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

function unlink(m: Machine, slot: Slot, nid: number): void {
	const t = linksOf(m, nid);
	rbErase(t, slot);
	m.ksm.unstable.roots[nid] = t.root;
}

/** Which node's tree an item is in: that of its root. */
function treeOfItem(m: Machine, slot: Slot): number {
	const {roots} = m.ksm.unstable;
	if (roots.length === 1) return 0;
	let top: number = slot;
	while (m.slots.node[top] !== 0) top = m.slots.node[top];
	return Math.max(0, roots.indexOf(top));
}

/** Takes an unstable item out of the tree (if it is in this full scan's) and out of pages_unshared. */
export function removeUnstableItem(m: Machine, slot: Slot): void {
	const {slots, ksm} = m;
	if (isInUnstableTree(m, slot)) {
		ensureUnstableTree(m);
		ksm.unstable.items--;
		if (ksm.unstable.built) unlink(m, slot, treeOfItem(m, slot));
		else {
			logErase(ksm.unstable.log, slot);
			ksm.unstable.dead++;
		}
	}
	slots.item[slot] &= ~(ITEM_UNSTABLE | ITEM_SEQ | ITEM_RED);
	ksm.pagesUnshared--;
	processOf(m, slot).ksmUnsharedPages--;
}

function markInserted(m: Machine, slot: Slot): void {
	const {ksm, slots} = m;
	slots.item[slot] |= ITEM_UNSTABLE | ((ksm.passes & 1) === 1 ? ITEM_SEQ : 0);
	ksm.unstable.items++;
	ksm.pagesUnshared++;
	ksm.unstableInserts++;
	processOf(m, slot).ksmUnsharedPages++;
}

/**
 * Looks for a page of the same content and returns its slot; else inserts the slot and returns 0. Returns 0 without an
 * insert when the search met a stale item, the page itself (shared by fork), or an equal page of another node.
 * `page` may already have lost its mapping: then a ghost is inserted.
 */
export function searchInsertUnstable(
	m: Machine,
	slot: Slot,
	page: Frame,
	content: number,
	isGhost: boolean,
): Slot {
	if (isGhost) m.ksm.unstable.shapeMatters = true;
	if (!m.ksm.unstable.shapeMatters) return searchInsertByContent(m, slot, page, content);
	ensureUnstableTree(m);
	return searchInsertByShape(m, slot, page, content, isGhost);
}

function searchInsertByContent(m: Machine, slot: Slot, page: Frame, content: number): Slot {
	const partner = findEntry(m, content);
	if (partner !== 0) return m.slots.frame[partner] === page ? (0 as Slot) : partner;
	logInserts(m.ksm.unstable.log, slot, 1);
	insertEntry(m, slot, content);
	markInserted(m, slot);
	return 0 as Slot;
}

function searchInsertByShape(m: Machine, slot: Slot, page: Frame, content: number, isGhost: boolean): Slot {
	const {slots, frames, knobs, ksm, config} = m;
	const nid = knobs.merge_across_nodes === 0 ? nodeOf(frames, page) : 0;
	const t = linksOf(m, nid);
	const {pte, frame} = slots;
	const {checksVmas} = ksm.unstable;
	const comparesTags = config.mte !== 'off';
	const key = orderKey(content);
	let parent = 0;
	let asLeft = false;
	let metStale = false;
	let at = t.root as Slot;
	while (at !== 0) {
		if ((pte[at] & PTE_KIND) !== PTE_PRESENT || (checksVmas && !isMergeableSlot(m, at))) {
			if (!metStale) {
				metStale = true;
				ksm.searchesEndedAtStale++;
				record(m.events, 'stale_item', m.nowNs, slot, at);
			}
			if (!eraseStale(m, at)) return 0 as Slot;
			linksOf(m, nid);
			parent = 0;
			at = t.root as Slot;
			continue;
		}
		const treePage = frame[at] as Frame;
		if (treePage === page) return 0 as Slot;
		const order = comparesTags
			? comparePages(m, content, page, treePage)
			: compareByKey(key, content, frames.content[treePage]);
		if (order === 0) {
			return knobs.merge_across_nodes === 0 && nodeOf(frames, treePage) !== nid ? (0 as Slot) : at;
		}
		parent = at;
		asLeft = order < 0;
		at = (asLeft ? t.left[at] : t.right[at]) as Slot;
	}
	rbInsert(t, slot, parent, asLeft);
	ksm.unstable.roots[nid] = t.root;
	markInserted(m, slot);
	if (isGhost) record(m.events, 'ghost', m.nowNs, slot);
	return 0 as Slot;
}

/** erase-stale: an item whose PTE maps the zeropage leaves the tree, and the search begins again. Whether it did. */
function eraseStale(m: Machine, at: Slot): boolean {
	const kind = m.slots.pte[at] & PTE_KIND;
	if (!m.kernel.erasesStale || (kind !== PTE_ZERO && kind !== PTE_ZERO_KSM)) return false;
	removeUnstableItem(m, at);
	return true;
}
