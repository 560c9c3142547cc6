// The CPU's batch of folios on their way to the LRU lists (mm/swap.c, folio_add_lru). It matters to KSM because the
// batch holds a reference: write_protect_page refuses a page that is still in it. One CPU is modelled.

import type {Frame} from '../brands.js';
import type {Machine} from '../machine.js';
import {FRAME_IN_LRU_BATCH} from './frames.js';
import {addToLru} from './lru.js';

/** PAGEVEC_SIZE of 6.12: the batch goes to the LRU when it holds this many. */
const BATCH_SIZE = 31;

/** Puts a new base page into the batch. */
export function addToLruBatch(m: Machine, frame: Frame): void {
	const batch = m.ksm.lruBatch;
	m.frames.flags[frame] |= FRAME_IN_LRU_BATCH;
	batch.push(frame);
	if (batch.length >= BATCH_SIZE) drainLruBatch(m);
}

/** Moves the batch to the LRU lists (lru_add_drain); also what a large folio does on arrival. */
export function drainLruBatch(m: Machine): void {
	const batch = m.ksm.lruBatch;
	for (const frame of batch) {
		if (frame === 0) continue;
		m.frames.flags[frame] &= ~FRAME_IN_LRU_BATCH;
		addToLru(m, frame as Frame);
	}
	batch.length = 0;
}

/** A page that is freed while in the batch keeps its place there, but nothing points to it any more. */
export function forgetInLruBatch(m: Machine, frame: Frame): void {
	const at = m.ksm.lruBatch.indexOf(frame);
	if (at >= 0) m.ksm.lruBatch[at] = 0;
}
