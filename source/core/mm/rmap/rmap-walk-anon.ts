// Reverse mapping of ordinary anonymous pages (mm/rmap.c, rmap_walk_anon): from one slot that maps a page, or did, to all
// that do, through the family of VMAs that fork made. A VMA is searched at the page's linear index, which mremap keeps.

import type {Frame, Slot} from '../../base/brands.js';
import type {Machine} from '../../state/machine.js';
import {PTE_KIND, PTE_PRESENT} from '../../state/mm/slots.js';
import {ownerOf} from '../folio.js';
import {linearIndex, vmaOf} from '../vma/find.js';

/** All slots that map an ordinary page, in the order in which the kernel's walk finds them. */
export function rmapWalkAnon(m: Machine, page: Frame): Slot[] {
	const {slots, anonVmas, frames} = m;
	const owner = ownerOf(frames, page);
	const maps = (slot: Slot): boolean =>
		(slots.pte[slot] & PTE_KIND) === PTE_PRESENT && slots.frame[slot] === page;
	if (frames.mapCount[page] === 1 && maps(owner)) return [owner];
	const home = vmaOf(m, owner);
	if (home === undefined) return [];
	const index = linearIndex(home, owner);
	const found: Slot[] = [];
	for (const vma of anonVmas[anonVmas[home.anonVma].root].vmas) {
		const offset = index - vma.pageOffset;
		if (offset < 0 || offset >= vma.end - vma.start) continue;
		const slot = (vma.slot + offset) as Slot;
		if (maps(slot)) found.push(slot);
	}
	return found;
}
