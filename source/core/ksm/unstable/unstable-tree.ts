// The unstable tree: pages that were unchanged between two full scans and wait for a partner (mm/ksm.c,
// unstable_tree_search_insert). Its pages are not write-protected, so a search compares with what they hold now, and
// ends, without inserting, at an item whose page is gone: a stale item (our term, not the kernel's). It is reset at the
// start of each full scan.

import type {Steps} from '../../base/steps.js';
import type {Frame, Slot} from '../../base/brands.js';
import type {Machine} from '../../state/machine.js';
import {compareByKey, comparePages, orderKey} from '../../mm/content-order.js';
import {nodeOf} from '../../mm/folio.js';
import {ensureLinks, releaseLinks} from '../items/item-links.js';
import {
	ITEM_RED,
	ITEM_SEQ,
	ITEM_UNSTABLE,
	PTE_KIND,
	PTE_PRESENT,
	PTE_ZERO,
	PTE_ZERO_KSM,
} from '../../state/mm/slots.js';
import {processOf} from '../../mm/vma/find.js';
import {record, recordIn} from '../../events.js';
import {isMergeableSlot} from '../mergeable.js';
import {
	findEntry,
	insertEntry,
	rebuildEntries,
	releaseEntries,
	resetEntries,
} from '../fast/unstable-table.js';
import {isInUnstableTree} from '../invalidate.js';
import {emptyLog, logErase, logInserts} from '../fast/unstable-log.js';
import {beginBuilding, ensureUnstableTree, needsBuilding} from '../fast/unstable-build.js';
import {unlinkItem, unstableLinks} from './links.js';
import {rbInsert} from '../../base/rb-tree.js';

/** Empties the tree at the start of a full scan. The items keep their flag, and are counted, until each is visited. */
export function resetUnstableTree(m: Machine): void {
	const tree = m.ksm.unstable;
	tree.roots.fill(0);
	const {items} = tree;
	tree.items = 0;
	emptyLog(tree.log);
	tree.checksVmas = false;
	tree.build = null;
	// With one tree per NUMA node, or tagged pages that equal nothing, content alone does not say which pages meet.
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

/** Rebuilds the table, which a snapshot leaves out. */
export const restoreUnstableTree = (m: Machine): Steps => rebuildEntries(m);

/** Which NUMA node's tree an item is in: that of its root. */
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
		ksm.unstable.items--;
		if (ksm.unstable.built) unlinkItem(m, slot, treeOfItem(m, slot));
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
	slots.item[slot] |= ITEM_UNSTABLE | ((ksm.fullScansEver & 1) === 1 ? ITEM_SEQ : 0);
	ksm.unstable.items++;
	ksm.pagesUnshared++;
	ksm.unstableInserts++;
	processOf(m, slot).ksmUnsharedPages++;
}

/** Whether the tree can be searched now; if not, building it has begun. A ghost makes its shape matter. */
export function readyToSearch(m: Machine, isGhost: boolean): boolean {
	if (isGhost) m.ksm.unstable.shapeMatters = true;
	if (!needsBuilding(m)) return true;
	beginBuilding(m);
	return false;
}

/**
 * Searches for a page of the same content and returns its slot; else inserts the slot and returns 0. Returns 0 without an
 * insert when the search met a stale item, the page itself (shared by fork), or an equal page of another node.
 * `page` may already have lost its mapping: then a ghost is inserted. With `readyToSearch`
 * before it, it never has to build the tree.
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
	const t = unstableLinks(m, nid);
	const {pte, frame, left, right} = slots;
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
				recordIn(m, m.events.rings.stale_item, slot, at, 0);
			}
			if (!eraseStale(m, at)) return 0 as Slot;
			unstableLinks(m, nid);
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
		at = (asLeft ? left[at] : right[at]) as Slot;
	}
	rbInsert(t, slot, parent, asLeft);
	ksm.unstable.roots[nid] = t.root;
	markInserted(m, slot);
	if (isGhost) record(m, 'ghost', slot);
	return 0 as Slot;
}

/** erase-stale: an item whose PTE maps the zeropage leaves the tree, and the search begins again. Whether it did. */
function eraseStale(m: Machine, at: Slot): boolean {
	const kind = m.slots.pte[at] & PTE_KIND;
	if (!m.kernel.erasesStale || (kind !== PTE_ZERO && kind !== PTE_ZERO_KSM)) return false;
	removeUnstableItem(m, at);
	return true;
}
