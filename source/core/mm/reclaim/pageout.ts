// MADV_PAGEOUT and MADV_COLD (mm/madvise.c, madvise_cold_or_pageout_pte_range): reclaim part of a process now, or say
// that it will not be used soon. Pages that another process maps too are left alone. Without swap MADV_PAGEOUT still
// splits the THPs that it cannot write.

import {isStep, type Steps} from '../../base/steps.js';
import type {Frame, PageNumber, Slot} from '../../base/brands.js';
import type {Errno} from '../../base/errno.js';
import type {Machine} from '../../state/machine.js';
import {foliosIn, type FolioIn} from '../rmap/folios-in.js';
import {FRAME_ACTIVE, FRAME_REFERENCED} from '../../state/mm/frames.js';
import {setActive} from './lru.js';
import {drainLruBatch} from './lru-batch.js';
import type {Process} from '../../state/mm/process.js';
import {isolate, shrinkFolios} from './shrink-folios.js';
import {PTE_YOUNG} from '../../state/mm/slots.js';
import {slotRuns} from '../vma/find.js';

/** The folios of [from, to) in each PMD range by itself, in the order of the kernel's walk. EINVAL on mlocked memory. */
function* walk(
	m: Machine,
	process: Process,
	from: PageNumber,
	to: PageNumber,
	visit: (folios: readonly FolioIn[]) => void,
): Steps<Errno | undefined> {
	for (const {vma, first, end} of slotRuns(process, from, to)) {
		if (vma.locked) return 'EINVAL';
		drainLruBatch(m);
		for (let slot: number = first; slot < end;) {
			if (isStep(slot)) yield (slot - first) / (end - first);
			const stop = Math.min(end, ((slot >>> 9) + 1) << 9);
			visit(foliosIn(m, slot as Slot, stop));
			slot = stop;
		}
	}
	return undefined;
}

/** MADV_PAGEOUT of [from, to). EINVAL on mlocked memory. */
export function* pageoutRange(
	m: Machine,
	process: Process,
	from: PageNumber,
	to: PageNumber,
): Steps<Errno | undefined> {
	return yield* walk(m, process, from, to, (folios) => {
		const isolated: Frame[] = [];
		for (const {folio} of folios) {
			m.frames.flags[folio] &= ~FRAME_REFERENCED;
			if ((m.frames.flags[folio] & FRAME_ACTIVE) !== 0) setActive(m, folio, false);
			if (isolate(m, folio)) isolated.push(folio);
		}
		shrinkFolios(m, isolated, true);
	});
}

/**
 * MADV_COLD of [from, to): the pages move to the end of the inactive list that reclaim takes from first. EINVAL on
 * mlocked memory.
 */
export function* coldRange(
	m: Machine,
	process: Process,
	from: PageNumber,
	to: PageNumber,
): Steps<Errno | undefined> {
	return yield* walk(m, process, from, to, (folios) => {
		for (const {folio, slot, pages} of folios) {
			for (let i = 0; i < pages; i++) m.slots.pte[slot + i] &= ~PTE_YOUNG;
			m.frames.flags[folio] &= ~FRAME_REFERENCED;
			if ((m.frames.flags[folio] & FRAME_ACTIVE) !== 0) setActive(m, folio, false);
		}
	});
}
