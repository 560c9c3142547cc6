// The CPU's batches of folios on their way to the LRU lists, or between them (mm/swap.c: folio_add_lru,
// folio_mark_lazyfree; mm/mlock.c, mlock_new_folio). They matter to KSM because a batch holds a reference:
// write_protect_page refuses a page that is still in one. One CPU is modelled, and of its batches three: those of new
// pages, of new pages in mlocked VMAs, and of pages that MADV_FREE marked.

import type {Frame} from '../../base/brands.js';
import type {Machine} from '../../state/machine.js';
import {FRAME_IN_LRU_BATCH} from '../../state/frames.js';
import {addToLru} from './lru.js';

/** PAGEVEC_SIZE since 6.12: a batch is worked off when it holds this many. */
const BATCH_SIZE = 31;

function put(m: Machine, batch: number[], frame: Frame): void {
	m.frames.flags[frame] |= FRAME_IN_LRU_BATCH;
	batch.push(frame);
	if (batch.length >= BATCH_SIZE) workOff(m, batch);
}

function workOff(m: Machine, batch: number[]): void {
	for (const frame of batch) {
		if (frame === 0) continue;
		m.frames.flags[frame] &= ~FRAME_IN_LRU_BATCH;
		addToLru(m, frame as Frame);
	}
	batch.length = 0;
}

/** Puts a new base page into the batch of its kind (folio_add_lru_vma). */
export function addToLruBatch(m: Machine, frame: Frame, isLocked = false): void {
	put(m, isLocked ? m.ksm.mlockBatch : m.ksm.lruBatch, frame);
}

/** A page of a locked VMA that is unmapped takes a place in the batch of its kind too (munlock_folio). */
export function passMlockBatch(m: Machine): void {
	m.ksm.mlockBatch.push(0);
	if (m.ksm.mlockBatch.length >= BATCH_SIZE) workOff(m, m.ksm.mlockBatch);
}

/** Puts a base page that MADV_FREE has marked, and that is on no list, into its batch. */
export function addToLazyFreeBatch(m: Machine, frame: Frame): void {
	put(m, m.ksm.lazyFreeBatch, frame);
}

/** Works off the batch of new pages: what a large folio does on arrival. */
export function flushNewPages(m: Machine): void {
	workOff(m, m.ksm.lruBatch);
}

/** Works off all batches (lru_add_drain). */
export function drainLruBatch(m: Machine): void {
	for (const batch of [m.ksm.lruBatch, m.ksm.mlockBatch, m.ksm.lazyFreeBatch]) workOff(m, batch);
}

/** A page that is freed while in a batch keeps its place there, but nothing points to it any more. */
export function forgetInLruBatch(m: Machine, frame: Frame): void {
	for (const batch of [m.ksm.lruBatch, m.ksm.mlockBatch, m.ksm.lazyFreeBatch]) {
		const at = batch.indexOf(frame);
		if (at >= 0) batch[at] = 0;
	}
}
