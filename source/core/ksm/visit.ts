// One visit of one page (mm/ksm.c, cmp_and_merge_page): has it changed, is it zero, is there a KSM page like it, is
// there another page like it. The order of the steps is the kernel's and decides what can merge when.

import {mayNotMerge} from '../mm/content-order.js';
import {COSTS, searchCostNs} from '../catalogue/costs.js';
import type {Frame, Slot, StableNode} from '../base/brands.js';
import {recordIn} from '../events.js';
import type {Machine} from '../state/machine.js';
import {FRAME_KSM} from '../state/mm/frames.js';
import {isLarge} from '../mm/folio.js';
import {
	CHECKSUM_FROM_PAGE,
	ITEM_STABLE,
	ITEM_SUMMED,
	PTE_KIND,
	PTE_ZERO,
	PTE_ZERO_KSM,
} from '../state/mm/slots.js';
import {splitFolio} from '../thp/split.js';
import {breakCow} from './break-cow.js';
import {checksumOf} from './items/checksum.js';
import {mergeableVma} from './mergeable.js';
import {mergeInto, mergePage, type MergeTarget} from './merge.js';
import {appendStableItem, removeItemFromTree, unlinkNode} from './stable/items.js';
import {NODE_MIGRATING} from '../state/ksm/stable-nodes.js';
import {insertStable, joinMigrateList, searchStable, treeOf} from './stable/stable-tree.js';
import {readyToSearch, searchInsertUnstable} from './unstable/unstable-tree.js';

/**
 * Visits the page that the slot maps. Its rmap_item exists; the caller counts the page as scanned. False when only the
 * search of the unstable tree is left, which has to be built before: then findPartner ends the visit.
 */
export function visitPage(m: Machine, slot: Slot): boolean {
	const {frames, ksm, slots} = m;
	const sumsFirst = m.since['6.12'];
	const page = slots.frame[slot] as Frame;
	const node = ((frames.flags[page] & FRAME_KSM) === 0 ? 0 : frames.mapping[page]) as StableNode;
	if (node !== 0) {
		followMigratedNode(m, node);
		if (hangsOn(m, slot, node) && (ksm.nodes.flags[node] & NODE_MIGRATING) === 0) {
			ksm.thread.stepNs += COSTS.alreadyMerged;
			return true;
		}
	} else if (mayNotMerge(m, page)) {
		removeItemFromTree(m, slot);
		ksm.thread.stepNs += COSTS.alreadyMerged;
		return true;
	} else if (sumsFirst) {
		removeItemFromTree(m, slot);
		if (!checksumHolds(m, slot, page) || goesToZeropage(m, slot, page)) return true;
	}

	const target = searchStable(m, page);
	if (target === page && node !== 0 && hangsOn(m, slot, node)) return true;
	removeItemFromTree(m, slot);
	if (target !== 0) {
		joinKsmPage(m, slot, page, target);
		return true;
	}
	if (!sumsFirst && (!checksumHolds(m, slot, page) || goesToZeropage(m, slot, page))) return true;
	if (!readyToSearch(m, isGhost(m, slot, page))) return false;
	findPartner(m, slot, page);
	return true;
}

const hangsOn = (m: Machine, slot: Slot, node: StableNode): boolean =>
	(m.slots.item[slot] & ITEM_STABLE) !== 0 && m.slots.node[slot] === node;

/** A KSM page that has moved to another NUMA node than its tree's waits on the migrate list. */
function followMigratedNode(m: Machine, node: StableNode): void {
	const {nodes} = m.ksm;
	if ((nodes.flags[node] & NODE_MIGRATING) !== 0 || treeOf(m, nodes.frame[node] as Frame) === nodes.nid[node])
		return;
	unlinkNode(m, node);
	joinMigrateList(m, node);
}

/** Whether the page is as it was at the last visit; if not, remembers how it is now, and the visit ends. */
function checksumHolds(m: Machine, slot: Slot, page: Frame): boolean {
	const {slots, frames} = m;
	const content = frames.content[page];
	const summed = (slots.item[slot] & ITEM_SUMMED) !== 0;
	const holds = summed && checksumOf(m, slot) === content;
	slots.item[slot] |= ITEM_SUMMED | CHECKSUM_FROM_PAGE;
	if (holds) return true;
	m.ksm.thread.stepNs += summed ? COSTS.changedVisit : firstVisitCostNs(m, page, content);
	return false;
}

function firstVisitCostNs(m: Machine, page: Frame, content: number): number {
	if (!isLarge(m.frames, page)) return COSTS.firstVisitBase;
	return content === 0 ? COSTS.firstVisitThpZero : COSTS.firstVisitThp;
}

/**
 * try_to_merge_with_zero_page: with use_zero_pages a page of zeros goes to the shared zeropage. The test is by
 * checksum; the exact comparison comes only after the folio has been split. Returns whether the visit ends here.
 */
function goesToZeropage(m: Machine, slot: Slot, page: Frame): boolean {
	if (m.knobs.use_zero_pages === 0 || checksumOf(m, slot) !== 0) return false;
	const vma = mergeableVma(m, slot);
	if (vma === undefined) return true;
	if (mergePage(m, vma, slot, page, 'zeropage')) {
		m.ksm.thread.stepNs += COSTS.mergeZero;
		recordIn(m, m.events.rings.merge_zero, slot, 0, 0);
		return true;
	}
	if (!m.kernel.checksZeropage) return false;
	const kind = m.slots.pte[slot] & PTE_KIND;
	return kind === PTE_ZERO || kind === PTE_ZERO_KSM;
}

/** The stable tree knows the content: the page joins that KSM page, or nothing happens in this visit. */
export function joinKsmPage(
	m: Machine,
	slot: Slot,
	page: Frame,
	target: Frame,
	vma = mergeableVma(m, slot),
): void {
	const {frames, ksm} = m;
	const wasKsm = (frames.flags[page] & FRAME_KSM) !== 0;
	if (!mergeInto(m, slot, page, target as MergeTarget, 1, vma)) {
		ksm.thread.stepNs += COSTS.staleVisit;
		return;
	}
	const node = frames.mapping[target] as StableNode;
	appendStableItem(m, slot, node, wasKsm);
	ksm.thread.stepNs += frames.content[target] === 0 ? COSTS.mergeStableZero : COSTS.mergeStable;
	recordIn(m, m.events.rings.merge_stable, slot, node, ksm.nodes.length[node]);
}

/** Whether the slot does not map the page any more: the split that freed it was this very visit's. */
const isGhost = ({slots, frames}: Machine, slot: Slot, page: Frame): boolean =>
	slots.frame[slot] !== page || frames.mapCount[page] === 0;

/** The unstable tree: a page of the same content makes a new KSM page with this one; else this one is inserted. */
export function findPartner(m: Machine, slot: Slot, page: Frame): void {
	const {frames, ksm, slots} = m;
	const content = frames.content[page];
	const items = ksm.unstable.items;
	const inserts = ksm.unstableInserts;
	const partner = searchInsertUnstable(m, slot, page, content, isGhost(m, slot, page));
	if (partner === 0) {
		ksm.thread.stepNs += ksm.unstableInserts > inserts ? searchCostNs(items) : COSTS.staleVisit;
		return;
	}
	const partnerPage = slots.frame[partner] as Frame;
	ksm.thread.stepNs += COSTS.mergeTwo;
	if (mergeTwo(m, slot, page, partner, partnerPage)) return;
	// Each of two subpages of one folio held a reference to it, so that the split was refused. One is dropped now, and
	// the folio is split without a merge.
	if (isLarge(frames, page) && page >>> 9 === partnerPage >>> 9)
		splitFolio(m, page, 'ksm_same_folio', 1, slot);
}

/** try_to_merge_two_pages, and the new stable node. */
function mergeTwo(m: Machine, slot: Slot, page: Frame, partner: Slot, partnerPage: Frame): boolean {
	const sameFolio = isLarge(m.frames, page) && page >>> 9 === partnerPage >>> 9;
	if (!mergeInto(m, slot, page, 'promote', sameFolio ? 2 : 1)) return false;
	if (!mergeInto(m, partner, partnerPage, page as MergeTarget)) {
		breakCow(m, slot);
		return false;
	}
	const node = insertStable(m, page);
	appendStableItem(m, partner, node);
	appendStableItem(m, slot, node);
	recordIn(m, m.events.rings.merge_two, slot, partner, node);
	return true;
}
