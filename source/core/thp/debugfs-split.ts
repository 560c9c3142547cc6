// /sys/kernel/debug/split_huge_pages (mm/huge_memory.c, split_huge_pages_pid): splits every THP in a range of addresses.

import type {Frame, PageNumber, Slot} from '../base/brands.js';
import type {Machine} from '../state/machine.js';
import {isLarge} from '../state/frames.js';
import type {Process} from '../state/process.js';
import {PTE_KIND, PTE_PRESENT} from '../state/slots.js';
import {slotIn, vmasIn} from '../mm/vma/vma.js';
import {splitFolio} from './split.js';

/** Splits the THPs that [from, to) touches; returns how many were. A refused split is no error there. */
export function splitRange(m: Machine, process: Process, from: PageNumber, to: PageNumber): number {
	const {slots, frames} = m;
	let split = 0;
	for (const vma of vmasIn(process, from, to)) {
		const end = slotIn(vma, Math.min(to, vma.end) as PageNumber);
		let tried = -1;
		for (let slot = slotIn(vma, Math.max(from, vma.start) as PageNumber) as number; slot < end; slot++) {
			if ((slots.pte[slot] & PTE_KIND) !== PTE_PRESENT) continue;
			const page = slots.frame[slot] as Frame;
			if (!isLarge(frames, page) || page >>> 9 === tried) continue;
			tried = page >>> 9;
			if (splitFolio(m, page, 'debugfs', 1, slot as Slot)) split++;
		}
	}
	return split;
}
