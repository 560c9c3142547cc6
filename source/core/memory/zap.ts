// Taking pages out of a range of addresses: MADV_DONTNEED, munmap, exit (mm/memory.c, zap_page_range). A THP that lies
// wholly in the range goes as one; of another the PMD is split first, and the folio stays, partially mapped.

import type {Frame, PageNumber, Slot} from '../brands.js';
import type {FreeCause} from '../ledger.js';
import type {Machine} from '../machine.js';
import {PAGES_PER_THP} from '../page-size.js';
import {noteGoesWhole, unmapSlot} from './ptes.js';
import {splitPmd} from './pmd.js';
import type {Process, Vma} from './process.js';
import {PMD_HUGE, PMD_HUGE_ZERO, PMD_NONE} from './slots.js';
import {slotIn} from './vma.js';

/** Empties [from, to) of one VMA. */
export function zapRange(
	m: Machine,
	process: Process,
	vma: Vma,
	from: PageNumber,
	to: PageNumber,
	cause: FreeCause,
): void {
	const {slots} = m;
	const end = slotIn(vma, to);
	for (let slot = slotIn(vma, from) as number; slot < end;) {
		const range = slot >>> 9;
		const stop = Math.min(end, (range + 1) << 9);
		const pmd = slots.pmd[range];
		const isHuge = pmd === PMD_HUGE || pmd === PMD_HUGE_ZERO;
		if (isHuge && stop - slot < PAGES_PER_THP) splitPmd(m, range);
		else if (isHuge) {
			slots.pmd[range] = PMD_NONE;
			if (pmd === PMD_HUGE) {
				process.anonHugePages -= PAGES_PER_THP;
				const head = slots.frame[slot] as Frame;
				if (m.frames.blockMapped[head >>> 9] === PAGES_PER_THP) noteGoesWhole(m, head);
			}
		}
		for (; slot < stop; slot++) unmapSlot(m, slot as Slot, cause);
	}
}
