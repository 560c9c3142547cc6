// Whether a folio has been used since reclaim last checked (mm/rmap.c, folio_referenced; mm/vmscan.c,
// folio_check_references): the accessed bits of its page tables are read and cleared, the folio's own mark too.

import {walkKsm} from '../../ksm/items/rmap-walk.js';
import type {Frame, Slot} from '../../base/brands.js';
import type {Machine} from '../../state/machine.js';
import {FRAME_REFERENCED} from '../../state/mm/frames.js';
import {rmapWalkAnon} from '../rmap/rmap-walk-anon.js';
import {PTE_YOUNG} from '../../state/mm/slots.js';
import {folioNrPages, isKsm} from '../folio.js';
import {isLockedSlot} from '../vma/find.js';

/** What folio_check_references returns for a folio (enum folio_references). */
export type Verdict = 'activate' | 'keep' | 'reclaim';

/** Whether a VMA that maps the folio's first page is mlocked. */
export const isFolioMlocked = (m: Machine, folio: Frame): boolean =>
	m.frames.mapCount[folio] > 0 && rmapWalkAnon(m, folio).some((slot) => isLockedSlot(m, slot));

interface References {
	/** Processes whose page tables had the folio's accessed bit set. */
	count: number;
	locked: boolean;
}

function take(m: Machine, slot: Slot): boolean {
	const {pte} = m.slots;
	const young = (pte[slot] & PTE_YOUNG) !== 0;
	pte[slot] &= ~PTE_YOUNG;
	return young;
}

function ofKsmPage(m: Machine, page: Frame): References {
	const found: References = {count: 0, locked: false};
	let left = m.frames.mapCount[page];
	walkKsm(m, page, (slot, vma) => {
		found.locked = vma.locked;
		if (vma.locked) return false;
		if (take(m, slot)) found.count++;
		return --left > 0;
	});
	return found;
}

function ofFolio(m: Machine, folio: Frame): References {
	const pages = folioNrPages(m.frames, folio);
	const users = new Set<number>();
	const seen = new Set<number>();
	let locked = false;
	for (let i = 0; i < pages; i++) {
		if (m.frames.mapCount[folio + i] === 0) continue;
		for (const slot of rmapWalkAnon(m, (folio + i) as Frame)) {
			const range = slot >>> 9;
			if (!seen.has(range)) {
				seen.add(range);
				locked ||= isLockedSlot(m, slot);
			}
			if (take(m, slot)) users.add(m.slots.owner[range]);
		}
	}
	return {count: users.size, locked};
}

/** Reads and clears all marks of use, and says what reclaim is to do with the folio. */
export function checkReferences(m: Machine, folio: Frame): Verdict {
	const {flags} = m.frames;
	const {count, locked} = isKsm(m.frames, folio) ? ofKsmPage(m, folio) : ofFolio(m, folio);
	const wasReferenced = (flags[folio] & FRAME_REFERENCED) !== 0;
	flags[folio] &= ~FRAME_REFERENCED;
	if (locked) return 'activate';
	if (count === 0) return 'reclaim';
	// Every page comes with an accessed bit from its first fault: only the second check counts.
	flags[folio] |= FRAME_REFERENCED;
	return wasReferenced || count > 1 ? 'activate' : 'keep';
}

/** Clears the accessed bits that the walk finds, as the active list does on the way out. */
export function clearReferences(m: Machine, folio: Frame): void {
	if (isKsm(m.frames, folio)) ofKsmPage(m, folio);
	else ofFolio(m, folio);
}
