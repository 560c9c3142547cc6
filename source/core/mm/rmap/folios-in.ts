// The folios in a range of one VMA that madvise may deal with: those that nothing else maps. A THP of which only part
// lies in the range is split first (mm/madvise.c, madvise_cold_or_pageout_pte_range; mm/huge_memory.c).

import type {Frame, Slot} from '../../base/brands.js';
import type {Machine} from '../../state/machine.js';
import {PAGES_PER_THP} from '../../base/page-size.js';
import {splitFolio} from '../../thp/split.js';
import {maybeMappedShared} from './mm-ids.js';
import {isLarge, pageFolio} from '../folio.js';
import {PTE_KIND, PTE_PRESENT} from '../../state/mm/slots.js';

/** A folio of the range, and where it is mapped. */
export interface FolioIn {
	/** The base page, or the head of a THP that lies in the range as a whole. */
	readonly folio: Frame;
	/** The first slot that maps it. */
	readonly slot: Slot;
	/** Slots that map it, one after another: 1 or 512. */
	readonly pages: number;
}

/** The folios mapped in slots [first, end), in the order of their addresses; splits THPs at the edges on the way. */
export function foliosIn(m: Machine, first: Slot, end: number): FolioIn[] {
	const {slots, frames} = m;
	const found: FolioIn[] = [];
	for (let slot = first as number; slot < end;) {
		if ((slots.pte[slot] & PTE_KIND) !== PTE_PRESENT) {
			slot++;
			continue;
		}
		const page = slots.frame[slot] as Frame;
		if (isLarge(frames, page)) {
			const pages = runOf(m, slot, end);
			const isWhole = pages === PAGES_PER_THP;
			if (!isWhole && !maybeMappedShared(m, page) && splitFolio(m, page, 'madvise', 1, slot as Slot))
				continue;
			// Mapped by 512 PTEs, or by one PMD: by one process only.
			if (isWhole && frames.blockMapped[page >>> 9] === PAGES_PER_THP)
				found.push({folio: pageFolio(frames, page), slot: slot as Slot, pages});
			slot += pages;
			continue;
		}
		if (frames.mapCount[page] === 1) found.push({folio: page, slot: slot as Slot, pages: 1});
		slot++;
	}
	return found;
}

/** How many slots from here on map the pages of one THP one after another. */
function runOf(m: Machine, slot: number, end: number): number {
	const {pte, frame} = m.slots;
	const block = frame[slot] >>> 9;
	let pages = 1;
	while (
		slot + pages < end &&
		(pte[slot + pages] & PTE_KIND) === PTE_PRESENT &&
		frame[slot + pages] === frame[slot] + pages &&
		frame[slot + pages] >>> 9 === block
	)
		pages++;
	return pages;
}
