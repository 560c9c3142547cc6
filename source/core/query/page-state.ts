// The state of a page in one word, for the page maps and bars of the view.

import type {Frame, PageNumber, Slot} from '../base/brands.js';
import type {Machine} from '../state/machine.js';
import {FRAME_KSM} from '../state/mm/frames.js';
import {isLarge} from '../mm/folio.js';
import {addressOf, processOf} from '../mm/vma/find.js';
import type {Process} from '../state/mm/process.js';
import {
	PMD_HUGE,
	PTE_FROM_SPLIT,
	PTE_KIND,
	PTE_NONE,
	PTE_PRESENT,
	PTE_SWAP,
	PTE_ZERO_KSM,
} from '../state/mm/slots.js';

const PAGE_STATES = [
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

/** The state of the page at one slot, as its PTE and PMD have it. */
export function pageState(m: Machine, slot: Slot): PageState {
	const pte = m.slots.pte[slot];
	switch (pte & PTE_KIND) {
		case PTE_NONE:
			return 'none';
		case PTE_SWAP:
			return 'swap';
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

/** The process whose page tables hold the slot, and its virtual page number there. */
export function slotAddress(m: Machine, slot: Slot): {process: Process; page: PageNumber} {
	return {process: processOf(m, slot), page: addressOf(m, slot)};
}
