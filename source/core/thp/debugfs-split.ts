// /sys/kernel/debug/split_huge_pages (mm/huge_memory.c, split_huge_pages_pid): splits every THP in a range of addresses of
// a process. The forms by file and for all folios are left out.

import {isStep, type Steps} from '../base/steps.js';
import type {Frame, PageNumber, Slot} from '../base/brands.js';
import type {Machine} from '../state/machine.js';
import {isLarge} from '../mm/folio.js';
import type {Process} from '../state/mm/process.js';
import {PTE_KIND, PTE_PRESENT} from '../state/mm/slots.js';
import {splitFolio} from './split.js';
import {slotRuns} from '../mm/vma/find.js';

/** Splits the THPs that are mapped in [from, to), in part or whole; returns how many it split. A refused split is no error there. */
export function* splitRange(m: Machine, process: Process, from: PageNumber, to: PageNumber): Steps<number> {
	const {slots, frames} = m;
	let split = 0;
	for (const {first, end} of slotRuns(process, from, to)) {
		let tried = -1;
		for (let slot: number = first; slot < end; slot++) {
			if (isStep(slot)) yield (slot - first) / (end - first);
			if ((slots.pte[slot] & PTE_KIND) !== PTE_PRESENT) continue;
			const page = slots.frame[slot] as Frame;
			if (!isLarge(frames, page) || page >>> 9 === tried) continue;
			tried = page >>> 9;
			if (splitFolio(m, page, 'debugfs', 1, slot as Slot)) split++;
		}
	}
	return split;
}
