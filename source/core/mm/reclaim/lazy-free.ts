// MADV_FREE (mm/madvise.c, madvise_free_pte_range; mm/huge_memory.c, madvise_free_huge_pmd; mm/swap.c,
// folio_mark_lazyfree): pages whose content is no longer wanted. Reclaim drops them without I/O, unless it finds
// that they have been written again. Pages that are mapped more than once are left alone. A KSM page that is mapped once
// is marked like any other, and the mark stays when ksmd merges more pages into it: reclaim then drops it from under
// processes that never gave it up (measured on 6.18).

import {isStep, type Steps} from '../../base/steps.js';
import type {Frame, PageNumber, Slot} from '../../base/brands.js';
import type {Errno} from '../../base/errno.js';
import type {Machine} from '../../state/machine.js';
import {FRAME_ACTIVE, FRAME_REFERENCED, FRAME_SWAPCACHE} from '../../state/mm/frames.js';
import {isKsm, isLarge, pinsOf, pageFolio, folioNrPages} from '../folio.js';
import {rmapWalkKsm} from '../../ksm/items/rmap-walk.js';
import {isolateFromLru, unmarkLazy} from './lru.js';
import {addToLazyFreeBatch, drainLruBatch} from './lru-batch.js';
import {unmapAsWhole, unmapSlot} from '../rmap/ptes.js';
import {foliosIn} from '../rmap/folios-in.js';
import type {Process} from '../../state/mm/process.js';
import {splitPmdAt} from '../fault/pmd.js';
import {isLockedSlot, slotRuns} from '../vma/find.js';
import {rmapWalkAnon} from '../rmap/rmap-walk-anon.js';
import {PTE_KIND, PTE_PROTECTED, PTE_SHARED, PTE_SWAP, PTE_YOUNG} from '../../state/mm/slots.js';

/** A page becomes dirty; if it was marked, reclaim will not drop it. */
export function markRedirtied(m: Machine, page: Frame): void {
	const {lazyFree, redirtied} = m.reclaim;
	const folio = pageFolio(m.frames, page);
	if (lazyFree.has(folio)) redirtied.add(folio);
}

function mark(m: Machine, folio: Frame): void {
	const {flags} = m.frames;
	m.reclaim.redirtied.delete(folio);
	if ((flags[folio] & FRAME_SWAPCACHE) !== 0 || m.reclaim.lazyFree.has(folio)) return;
	isolateFromLru(m, folio);
	flags[folio] &= ~(FRAME_ACTIVE | FRAME_REFERENCED);
	m.reclaim.lazyFree.add(folio);
	m.reclaim.lazyFreePages += folioNrPages(m.frames, folio);
	if (!isLarge(m.frames, folio)) addToLazyFreeBatch(m, folio);
}

/** A folio has moved to another frame. */
export function moveLazy(m: Machine, from: Frame, to: Frame): void {
	const {lazyFree, redirtied} = m.reclaim;
	for (const marks of [lazyFree, redirtied]) if (marks.delete(from)) marks.add(to);
}

/** MADV_FREE of [from, to). EINVAL on mlocked memory and file mappings; swapped pages go at once. */
export function* freeRange(
	m: Machine,
	process: Process,
	from: PageNumber,
	to: PageNumber,
): Steps<Errno | undefined> {
	const {pte} = m.slots;
	for (const {vma, first, end} of slotRuns(process, from, to)) {
		if (vma.locked || vma.file) return 'EINVAL';
		drainLruBatch(m);
		for (let slot: number = first; slot < end; slot++)
			if ((pte[slot] & PTE_KIND) === PTE_SWAP) unmapSlot(m, slot as Slot, 'discard');
		for (const [index, {folio, slot, pages}] of foliosIn(m, first, end).entries()) {
			if (index > 0 && isStep(index)) yield (slot - first) / (end - first);
			for (let i = 0; i < pages; i++) pte[slot + i] &= ~PTE_YOUNG;
			// The PTE becomes clean; read-only since a fork, it is write-protected as ksmd would have it.
			if (pages === 1 && (pte[slot] & PTE_SHARED) !== 0)
				pte[slot] = (pte[slot] & ~PTE_SHARED) | PTE_PROTECTED;
			mark(m, folio);
		}
	}
	return undefined;
}

/** The slots that map any of the folio's pages, as far as its reverse mapping finds them. */
function slotsOf(m: Machine, folio: Frame): Slot[] {
	if (isKsm(m.frames, folio)) return rmapWalkKsm(m, folio);
	const slots: Slot[] = [];
	for (let i = 0; i < folioNrPages(m.frames, folio); i++) {
		const page = (folio + i) as Frame;
		if (m.frames.mapCount[page] > 0) slots.push(...rmapWalkAnon(m, page));
	}
	return slots;
}

/**
 * Drops a marked folio. One that was written since becomes an ordinary one; one that is pinned or mlocked, or that has
 * mappings the walk does not find, stays marked.
 */
export function dropLazyFolio(m: Machine, folio: Frame): 'freed' | 'keep' | 'activate' {
	const {frames} = m;
	const pages = folioNrPages(frames, folio);
	const slots = slotsOf(m, folio);
	if (pinsOf(frames, folio) > 0 || slots.some((slot) => isLockedSlot(m, slot))) return 'keep';
	for (const slot of slots) splitPmdAt(m, slot);
	if (m.reclaim.redirtied.has(folio)) {
		unmarkLazy(m, folio);
		return 'activate';
	}
	if (pages > 1) unmapAsWhole(m, folio);
	const isMissed = isKsm(frames, folio) && slots.length < frames.mapCount[folio];
	for (const slot of slots) unmapSlot(m, slot, 'discard');
	return isMissed ? 'keep' : 'freed';
}
