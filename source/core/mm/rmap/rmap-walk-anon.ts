// Reverse mapping of ordinary anonymous pages (mm/rmap.c): from one slot that maps a page to the others, through the
// family of VMAs that fork made. A VMA is searched at the page's linear index, which mremap keeps.

import type {Frame, Slot} from '../../base/brands.js';
import type {Machine} from '../../state/machine.js';
import {addressOf, processOf} from './ptes.js';
import {PTE_KIND, PTE_PRESENT} from '../../state/slots.js';
import {findVma} from '../vma/vma.js';

/** Every slot that maps the frame, found from `known`, one that does or did. */
export function rmapWalkAnonFrom(m: Machine, known: Slot, frame: Frame): Slot[] {
	const {slots, anonVmas} = m;
	const address = addressOf(m, known);
	const home = findVma(processOf(m, known), address);
	if (home === undefined) return [];
	const index = home.pageOffset + (address - home.start);
	const found: Slot[] = [];
	for (const vma of anonVmas[anonVmas[home.anonVma].root].vmas) {
		const page = index - vma.pageOffset;
		if (page < 0 || page >= vma.end - vma.start) continue;
		const slot = (vma.slot + page) as Slot;
		if ((slots.pte[slot] & PTE_KIND) === PTE_PRESENT && slots.frame[slot] === frame) found.push(slot);
	}
	return found;
}

/** Another slot than `gone` that maps the frame, which has a mapping left. */
export function otherMapping(m: Machine, gone: Slot, frame: Frame): Slot {
	return rmapWalkAnonFrom(m, gone, frame).find((slot) => slot !== gone) ?? (0 as Slot);
}

/** All slots that map an ordinary page, in the order in which the kernel's walk finds them. */
export function rmapWalkAnon(m: Machine, frame: Frame): Slot[] {
	const owner = m.frames.mapping[frame] as Slot;
	if (m.frames.mapCount[frame] === 1) return [owner];
	return rmapWalkAnonFrom(m, owner, frame);
}
