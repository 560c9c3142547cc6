// The CPU's batches of folios on their way to the LRU lists, or between them (mm/swap.c: folio_add_lru,
// folio_mark_lazyfree; mm/mlock.c: mlock_new_folio, mlock_folio, munlock_folio). They matter to KSM because a batch holds
// a reference: write_protect_page refuses a page that is still in one. One CPU is modelled, and of its batches three:
// those of new pages, of pages that are mapped in an mlocked VMA or no longer are, and of pages that MADV_FREE marked.

import type {Frame} from '../../base/brands.js';
import type {Machine} from '../../state/machine.js';
import {FRAME_IN_LRU_BATCH} from '../../state/mm/frames.js';
import {addToLru} from './lru.js';

/** PAGEVEC_SIZE of 6.12: a batch is drained when it holds this many. */
const BATCH_SIZE = 31;

function put(m: Machine, batch: number[], frame: Frame): void {
	m.frames.flags[frame] |= FRAME_IN_LRU_BATCH;
	batch.push(frame);
	if (batch.length >= BATCH_SIZE) workOff(m, batch);
}

function workOff(m: Machine, batch: number[]): void {
	for (const frame of batch) {
		if ((m.frames.flags[frame] & FRAME_IN_LRU_BATCH) === 0) continue;
		m.frames.flags[frame] &= ~FRAME_IN_LRU_BATCH;
		addToLru(m, frame as Frame);
	}
	batch.length = 0;
	if (batch === m.reclaim.mlockBatch) m.reclaim.mlockRefs.clear();
}

/** Puts a new base page into the batch of its kind (folio_add_lru_vma). */
export function addToLruBatch(m: Machine, frame: Frame, isLocked = false): void {
	put(m, isLocked ? m.reclaim.mlockBatch : m.reclaim.lruBatch, frame);
}

/**
 * A base page that is on the lists and has just been mapped in a locked VMA, or unmapped from one, takes a place in the
 * batch and is held by it (mlock_folio, munlock_folio); 0: a page that nothing else holds, which only takes the place.
 */
export function passMlockBatch(m: Machine, frame: Frame | 0): void {
	const {mlockBatch, mlockRefs} = m.reclaim;
	mlockBatch.push(frame);
	if (frame !== 0) mlockRefs.set(frame, (mlockRefs.get(frame) ?? 0) + 1);
	if (mlockBatch.length >= BATCH_SIZE) workOff(m, mlockBatch);
}

/** passMlockBatch for a page that a locked VMA has just ceased to map (munlock_vma_folio). A large folio drains the batch. */
export function munlockPage(m: Machine, frame: Frame, wasLarge: boolean): void {
	if (wasLarge) flushMlocked(m);
	else passMlockBatch(m, m.frames.mapCount[frame] > 0 ? frame : 0);
}

/** References that the batch of mlocked pages holds on a page which is on the lists. */
export const mlockRefsOf = (m: Machine, frame: Frame): number =>
	m.reclaim.mlockRefs.size === 0 ? 0 : (m.reclaim.mlockRefs.get(frame) ?? 0);

/** Puts a base page that MADV_FREE has marked, and that is on no list, into its batch. */
export function addToLazyFreeBatch(m: Machine, frame: Frame): void {
	put(m, m.reclaim.lazyFreeBatch, frame);
}

/** Drains the batch of new pages, or of those in locked VMAs: what adding a large folio does (folio_batch_add_and_move). */
export function flushNewPages(m: Machine, isLocked = false): void {
	workOff(m, isLocked ? m.reclaim.mlockBatch : m.reclaim.lruBatch);
}

/** mlock_drain_local. */
export function flushMlocked(m: Machine): void {
	workOff(m, m.reclaim.mlockBatch);
}

/** Drains all batches (lru_add_drain). */
export function drainLruBatch(m: Machine): void {
	for (const batch of [m.reclaim.lruBatch, m.reclaim.mlockBatch, m.reclaim.lazyFreeBatch]) workOff(m, batch);
}

/** A page that is freed while in a batch keeps its place there, but nothing points to it any more. */
export function forgetInLruBatch(m: Machine, frame: Frame): void {
	for (const batch of [m.reclaim.lruBatch, m.reclaim.mlockBatch, m.reclaim.lazyFreeBatch]) {
		for (let at = batch.indexOf(frame); at >= 0; at = batch.indexOf(frame, at + 1)) batch[at] = 0;
	}
	m.reclaim.mlockRefs.delete(frame);
}
