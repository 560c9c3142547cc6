// Moving pages to another NUMA node (mm/migrate.c, move_pages with MPOL_MF_MOVE_ALL; migrate_pages_batch). A THP moves
// whole if the node has room for one, else it is split and its pages move; one that is partially mapped is split first.
// A KSM page moves only if the reverse walk finds all its mappings; its stable node follows it to the new frame.

import {isStep, type Steps} from '../base/steps.js';
import {rmapWalkKsm} from '../ksm/items/rmap-walk.js';
import {invalidateSlot} from '../ksm/invalidate.js';
import type {Frame, PageNumber, Slot, StableNode} from '../base/brands.js';
import type {Errno} from '../base/errno.js';
import {record} from '../events.js';
import type {Machine} from '../state/machine.js';
import {PAGES_PER_THP} from '../base/page-size.js';
import {splitFolio} from '../thp/split.js';
import {isLarge, nodeOf, ownerOf, pinsOf, pageFolio, isKsm, isQueuedPartiallyMapped} from './folio.js';
import {
	FRAME_ACTIVE,
	FRAME_ALLOCATED,
	FRAME_HWPOISON,
	FRAME_KSM,
	FRAME_REFERENCED,
	FRAME_TAGGED,
	THP_QUEUED,
} from '../state/mm/frames.js';
import {allocFrame, allocThp} from './page-alloc.js';
import {moveLazy} from './reclaim/lazy-free.js';
import {addToLru} from './reclaim/lru.js';
import {addToLruBatch, drainLruBatch} from './reclaim/lru-batch.js';
import {freeBase, freeWholeThp} from './rmap/ptes.js';
import type {Process} from '../state/mm/process.js';
import {rmapWalkAnon} from './rmap/rmap-walk-anon.js';
import {PTE_KIND, PTE_PRESENT} from '../state/mm/slots.js';
import {moveInSwapCache} from './swap/swap-space.js';
import {slotRuns} from './vma/find.js';

/** What folio_migrate_flags carries over. */
const CARRIED = FRAME_ACTIVE | FRAME_REFERENCED | FRAME_TAGGED;

/**
 * Moves the pages of [from, to) to a node. What can be moved is moved; EBUSY when some page is pinned or not
 * all its mappings are found, ENOMEM when the node has no room left, EINVAL for a node that does not exist.
 */
export function* migrateRange(
	m: Machine,
	process: Process,
	from: PageNumber,
	to: PageNumber,
	node: number,
): Steps<Errno | undefined> {
	if (node < 0 || node >= m.config.nodes) return 'EINVAL';
	drainLruBatch(m);
	let errno: Errno | undefined;
	for (const {first, end} of slotRuns(process, from, to)) {
		for (let slot: number = first; slot < end; slot++) {
			if (isStep(slot)) yield (slot - first) / (end - first);
			if ((m.slots.pte[slot] & PTE_KIND) !== PTE_PRESENT) continue;
			const refused = migratePageOf(m, slot as Slot, node);
			errno ??= refused;
		}
	}
	return errno;
}

function migratePageOf(m: Machine, slot: Slot, node: number): Errno | undefined {
	const {frames} = m;
	const page = m.slots.frame[slot] as Frame;
	if (nodeOf(frames, page) === node) return undefined;
	const folio = pageFolio(frames, page);
	if (pinsOf(frames, folio) > 0 || (frames.flags[page] & FRAME_HWPOISON) !== 0) return 'EBUSY';
	if (isLarge(frames, page)) {
		if (migrateThp(m, folio, slot, node)) return undefined;
		return splitAndMigrate(m, folio, slot, node);
	}
	return migrateBase(m, page, slot, node);
}

const hasRoom = (m: Machine, node: number, pages: number): boolean =>
	m.frames.usedPages[node] + pages <= m.frames.nodePages[node];

/** Puts a new page in the place of an old one in all page tables (try_to_migrate, remove_migration_ptes). */
function repoint(m: Machine, slots: readonly Slot[], old: Frame, fresh: Frame): void {
	const {frames} = m;
	for (const slot of slots) {
		invalidateSlot(m, slot);
		m.slots.frame[slot] = fresh;
	}
	frames.content[fresh] = frames.content[old];
	frames.flags[fresh] |= frames.flags[old] & CARRIED;
	frames.mapCount[fresh] = frames.mapCount[old];
	frames.mapping[fresh] = frames.mapping[old];
	frames.mapCount[old] = 0;
	frames.mapping[old] = 0;
}

function migrateBase(m: Machine, page: Frame, slot: Slot, node: number): Errno | undefined {
	const {frames, ksm, ledger} = m;
	const wasKsm = isKsm(frames, page);
	const slots = wasKsm ? rmapWalkKsm(m, page) : rmapWalkAnon(m, page);
	if (slots.length < frames.mapCount[page]) return 'EBUSY';
	if (!hasRoom(m, node, 1)) return 'ENOMEM';
	const fresh = allocFrame(frames, node);
	ledger.allocatedPages.migrate++;
	repoint(m, slots, page, fresh);
	if (wasKsm) {
		// The node moves with the page, so that the old frame leaves nothing stale.
		frames.flags[page] &= ~FRAME_KSM;
		frames.flags[fresh] |= FRAME_KSM;
		ksm.nodes.frame[frames.mapping[fresh] as StableNode] = fresh;
	}
	moveInSwapCache(m, page, fresh);
	moveLazy(m, page, fresh);
	const fromNode = nodeOf(frames, page);
	freeBase(m, page, 'migrate');
	addToLruBatch(m, fresh);
	record(m, 'migrate', slot, fromNode, node);
	return undefined;
}

/** Moves a THP as one; false when it has to be split first. */
function migrateThp(m: Machine, head: Frame, slot: Slot, node: number): boolean {
	const {frames, ledger, thp} = m;
	if (isQueuedPartiallyMapped(frames, head) || !hasRoom(m, node, PAGES_PER_THP)) return false;
	const fresh = allocThp(frames, node);
	ledger.allocatedPages.migrate += PAGES_PER_THP;
	for (let i = 0; i < PAGES_PER_THP; i++) {
		const page = (head + i) as Frame;
		repoint(m, frames.mapCount[page] === 0 ? [] : rmapWalkAnon(m, page), page, (fresh + i) as Frame);
	}
	frames.blockMapped[fresh >>> 9] = frames.blockMapped[head >>> 9];
	frames.blockMapped[head >>> 9] = 0;
	const ids = frames.mmIds.get(head);
	if (ids !== undefined) frames.mmIds.set(fresh, ids);
	if ((frames.blockFlags[head >>> 9] & THP_QUEUED) !== 0) {
		frames.blockFlags[fresh >>> 9] |= THP_QUEUED;
		thp.deferred.add(fresh);
	}
	moveLazy(m, head, fresh);
	const fromNode = nodeOf(frames, head);
	freeWholeThp(m, head, 'migrate');
	addToLru(m, fresh);
	record(m, 'migrate', slot, fromNode, node);
	return true;
}

/** Splits a THP for the move; all its pages then go, those outside the range too. */
function splitAndMigrate(m: Machine, head: Frame, slot: Slot, node: number): Errno | undefined {
	const {frames} = m;
	if (!splitFolio(m, head, 'migration', 1, slot)) return 'EBUSY';
	let errno: Errno | undefined;
	for (let i = 0; i < PAGES_PER_THP; i++) {
		const page = (head + i) as Frame;
		if ((frames.flags[page] & FRAME_ALLOCATED) === 0) continue;
		const refused = migrateBase(m, page, ownerOf(frames, page), node);
		errno ??= refused;
	}
	return errno;
}
