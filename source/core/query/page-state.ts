// What a page is, in one word, for maps and bars that people look at.

import type {Frame, PageNumber, Slot} from '../base/brands.js';
import type {Machine} from '../state/machine.js';
import {FRAME_KSM, isLarge} from '../state/frames.js';
import {addressOf, processOf} from '../mm/rmap/ptes.js';
import type {Process, Vma} from '../state/process.js';
import {
	PMD_HUGE,
	PTE_FROM_SPLIT,
	PTE_KIND,
	PTE_NONE,
	PTE_PRESENT,
	PTE_SWAP,
	PTE_ZERO_KSM,
} from '../state/slots.js';

export const PAGE_STATES = [
	'none',
	'thp',
	'large',
	'base',
	'ksm',
	'zero_fault',
	'zero_split',
	'zero_ksm',
	'swap',
] as const;
/** thp: mapped by a PMD; large: a THP's page mapped by a PTE; zero_: the shared zeropage, by what put it there. */
export type PageState = (typeof PAGE_STATES)[number];

/** State of one slot. */
export function pageState(m: Machine, slot: Slot): PageState {
	const pte = m.slots.pte[slot];
	switch (pte & PTE_KIND) {
		case PTE_NONE: {
			return 'none';
		}
		case PTE_SWAP: {
			return 'swap';
		}
		case PTE_PRESENT: {
			const frame = m.slots.frame[slot] as Frame;
			if (m.slots.pmd[slot >>> 9] === PMD_HUGE) return 'thp';
			if ((m.frames.flags[frame] & FRAME_KSM) !== 0) return 'ksm';
			return isLarge(m.frames, frame) ? 'large' : 'base';
		}
		default: {
			if ((pte & PTE_KIND) === PTE_ZERO_KSM) return 'zero_ksm';
			return (pte & PTE_FROM_SPLIT) === 0 ? 'zero_fault' : 'zero_split';
		}
	}
}

/** Where a slot lies. */
export function slotAddress(m: Machine, slot: Slot): {process: Process; page: PageNumber} {
	return {process: processOf(m, slot), page: addressOf(m, slot)};
}

/** How many pages of each state lie in [from, to) of a VMA (pages from its start), in the order of PAGE_STATES. */
export function countStates(m: Machine, vma: Vma, from: number, to: number): number[] {
	const counts = new Array<number>(PAGE_STATES.length).fill(0);
	for (let page = from; page < to; page++)
		counts[PAGE_STATES.indexOf(pageState(m, (vma.slot + page) as Slot))]++;
	return counts;
}

/** The living VMAs' pages of all processes, cut into `cells` runs of equal length: the states in each. */
export function folioCells(m: Machine, vmas: readonly Vma[], cells: number): number[][] {
	const total = vmas.reduce((pages, vma) => pages + (vma.end - vma.start), 0);
	const found: number[][] = Array.from({length: cells}, () => new Array<number>(PAGE_STATES.length).fill(0));
	let before = 0;
	for (const vma of vmas) {
		const pages = vma.end - vma.start;
		for (let page = 0; page < pages;) {
			const cell = Math.min(cells - 1, Math.floor(((before + page) * cells) / total));
			const stop = Math.min(pages, Math.max(page + 1, Math.ceil(((cell + 1) * total) / cells) - before));
			const counts = countStates(m, vma, page, stop);
			for (let i = 0; i < counts.length; i++) found[cell][i] += counts[i];
			page = stop;
		}
		before += pages;
	}
	return found;
}

/** Where ksmd's cursor stands in this full scan, 0..1 of the mergeable pages; 0 between full scans. */
export function scanProgress(m: Machine): number {
	const {mms, cursor} = m.ksm;
	if (cursor.at < 0) return 0;
	let total = 0;
	let passed = 0;
	for (const [at, id] of mms.entries()) {
		for (const vma of m.processes[id].vmas) {
			if (!vma.mergeable) continue;
			total += vma.end - vma.start;
			if (at < cursor.at || (at === cursor.at && cursor.address >= vma.end)) passed += vma.end - vma.start;
			else if (at === cursor.at && cursor.address > vma.start) passed += cursor.address - vma.start;
		}
	}
	return total === 0 ? 0 : passed / total;
}
