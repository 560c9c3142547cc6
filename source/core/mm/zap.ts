// Unmapping the pages of a range of addresses: MADV_DONTNEED, munmap, exit (mm/memory.c, unmap_page_range, zap_pte_range;
// mm/huge_memory.c, zap_huge_pmd). A THP that lies wholly in the range is unmapped as one; of another the PMD is split
// first, and the folio stays, partially mapped.

import {isStep, type Steps} from '../base/steps.js';
import {spreadMapping} from './rmap/mm-ids.js';
import type {Frame, PageNumber, Slot} from '../base/brands.js';
import type {FreeCause} from '../catalogue/causes.js';
import type {Machine} from '../state/machine.js';
import {PAGES_PER_THP} from '../base/page-size.js';
import {isLarge, pageFolio} from './folio.js';
import {drainLruBatch, munlockPage} from './reclaim/lru-batch.js';
import {unmapAsWhole, unmapSlot} from './rmap/ptes.js';
import {splitPmd} from './fault/pmd.js';
import type {Process, Vma} from '../state/mm/process.js';
import {PMD_HUGE, PMD_HUGE_ZERO, PMD_NONE, PTE_KIND, PTE_PRESENT} from '../state/mm/slots.js';
import {slotIn} from './vma/find.js';

/** Empties [from, to) of one VMA. */
export function* zapRange(
	m: Machine,
	process: Process,
	vma: Vma,
	from: PageNumber,
	to: PageNumber,
	cause: FreeCause,
): Steps {
	const {slots} = m;
	// Up to 6.13 every unmapping of pages called lru_add_drain first.
	if (!m.since['6.18']) drainLruBatch(m);
	const first = slotIn(vma, from);
	const end = slotIn(vma, to);
	for (let slot: number = first; slot < end;) {
		if (isStep(slot)) yield (slot - first) / (end - first);
		const range = slot >>> 9;
		const stop = Math.min(end, (range + 1) << 9);
		const pmd = slots.pmd[range];
		const isWhole = stop - slot === PAGES_PER_THP;
		const isHuge = pmd === PMD_HUGE || pmd === PMD_HUGE_ZERO;
		if (isHuge && !isWhole) splitPmd(m, range);
		else if (isHuge) {
			slots.pmd[range] = PMD_NONE;
			if (pmd === PMD_HUGE) {
				process.anonHugePages -= PAGES_PER_THP;
				spreadMapping(m, slots.frame[slot] as Frame, process.id);
			}
		}
		for (let runEnd = slot; slot < stop; slot++) {
			const startsRun = slot === runEnd;
			if (startsRun) runEnd = unmapRun(m, slot as Slot, stop);
			zapSlot(m, slot as Slot, cause, vma.locked && startsRun);
		}
		// Since 6.14 a page table that has been emptied from end to end is freed too (CONFIG_PT_RECLAIM).
		if (isWhole && m.since['6.18']) slots.pmd[range] = PMD_NONE;
	}
}

/** Empties a slot; with `munlocks` its page was mapped in a locked VMA, and this is the first of its run. */
export function zapSlot(m: Machine, slot: Slot, cause: FreeCause, munlocks: boolean): void {
	const frame = m.slots.frame[slot] as Frame;
	const wasLarge = munlocks && isLarge(m.frames, frame);
	const isMunlocked = munlocks && (m.slots.pte[slot] & PTE_KIND) === PTE_PRESENT;
	unmapSlot(m, slot, cause);
	if (isMunlocked) munlockPage(m, frame, wasLarge);
}

/**
 * PTEs in a row that map one large folio go as one (zap_present_ptes, folio_pte_batch): where they are all its mappings, it is never
 * partially mapped on the way. Returns where the row ends.
 */
export function unmapRun(m: Machine, slot: Slot, stop: number): number {
	const {slots, frames} = m;
	const frame = slots.frame[slot] as Frame;
	if ((slots.pte[slot] & PTE_KIND) !== PTE_PRESENT || !isLarge(frames, frame)) return slot + 1;
	const block = frame >>> 9;
	let pages = 1;
	while (
		slot + pages < stop &&
		(slots.pte[slot + pages] & PTE_KIND) === PTE_PRESENT &&
		slots.frame[slot + pages] === frame + pages &&
		(frame + pages) >>> 9 === block
	)
		pages++;
	if (frames.blockMapped[block] === pages) unmapAsWhole(m, pageFolio(frames, frame));
	return slot + pages;
}
