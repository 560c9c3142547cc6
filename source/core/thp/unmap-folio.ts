// The first step of splitting a THP (mm/huge_memory.c, unmap_folio; mm/rmap.c, __folio_remove_rmap): all its
// mappings are removed, VMA by VMA. PTEs are removed one by one, and meanwhile the folio may seem partially mapped, which
// is counted though it is about to be split anyway.

import type {Frame, Slot} from '../base/brands.js';
import type {Machine} from '../state/machine.js';
import {THP_PARTIALLY_MAPPED} from '../state/mm/frames.js';
import {splitPmd} from '../mm/fault/pmd.js';
import type {Vma} from '../state/mm/process.js';
import {rmapWalkAnon} from '../mm/rmap/rmap-walk-anon.js';
import {PMD_HUGE, PTE_KIND, PTE_PRESENT} from '../state/mm/slots.js';
import {PAGES_PER_THP} from '../base/page-size.js';
import {vmaOf, linearIndex} from '../mm/vma/find.js';

/** Splits every PMD that maps the folio. */
export function unmapPmds(m: Machine, head: Frame): void {
	const {frames, slots, vm} = m;
	for (let i = 0; i < PAGES_PER_THP; i++) {
		const frame = (head + i) as Frame;
		if (frames.mapCount[frame] === 0) continue;
		const known = rmapWalkAnon(m, frame);
		const isPartial = (frames.blockFlags[head >>> 9] & THP_PARTIALLY_MAPPED) !== 0;
		const byOnePmd =
			frames.blockMapped[head >>> 9] === PAGES_PER_THP && slots.pmd[known[0] >>> 9] === PMD_HUGE;
		if (!isPartial && !byOnePmd) {
			if (seemsPartiallyMapped(m, head, frame, known[0])) vm.thp_deferred_split_page++;
		}
		// A PMD maps all of the folio, so any one mapped page shows them all.
		for (const slot of known) if (slots.pmd[slot >>> 9] === PMD_HUGE) splitPmd(m, slot >>> 9);
		return;
	}
}

/** Whether some pages lose their last mapping while others still have one, as the walk removes them VMA by VMA. */
function seemsPartiallyMapped(m: Machine, head: Frame, frame: Frame, known: Slot): boolean {
	const {slots} = m;
	const mappings = folioVmas(m, head, frame, known);
	let pmds = 0;
	/** By page of the folio, the PTEs that map it; and how many pages have any. */
	const ptes = new Uint16Array(PAGES_PER_THP);
	let pagesMapped = 0;
	for (const {isHuge, mapped} of mappings) {
		if (isHuge) pmds++;
		else for (const slot of mapped) if (ptes[slots.frame[slot] - head]++ === 0) pagesMapped++;
	}
	for (const {isHuge, mapped} of mappings) {
		if (isHuge) {
			if (--pmds === 0 && pagesMapped > 0 && pagesMapped < PAGES_PER_THP) return true;
			continue;
		}
		for (const slot of mapped) {
			if (--ptes[slots.frame[slot] - head] > 0) continue;
			if (--pagesMapped > 0 && pmds === 0) return true;
		}
	}
	return false;
}

/** The VMAs that map pages of the folio, in the order of the walk: by their place in the object; and the slots that do. */
function folioVmas(
	m: Machine,
	head: Frame,
	frame: Frame,
	known: Slot,
): Array<{isHuge: boolean; mapped: Slot[]}> {
	const {slots, anonVmas} = m;
	const home = vmaOf(m, known);
	if (home === undefined) return [];
	const first = linearIndex(home, known) - (frame - head);
	const overlapping = anonVmas[anonVmas[home.anonVma].root].vmas
		.filter((vma) => first < vma.pageOffset + pagesOf(vma) && first + PAGES_PER_THP > vma.pageOffset)
		.toSorted((one, other) => one.pageOffset - other.pageOffset);
	return overlapping.flatMap((vma) => {
		const mapped: Slot[] = [];
		for (let i = Math.max(0, vma.pageOffset - first); i < PAGES_PER_THP; i++) {
			const page = first + i - vma.pageOffset;
			if (page >= pagesOf(vma)) break;
			const slot = (vma.slot + page) as Slot;
			if ((slots.pte[slot] & PTE_KIND) === PTE_PRESENT && slots.frame[slot] === head + i) mapped.push(slot);
		}
		return mapped.length === 0 ? [] : [{isHuge: slots.pmd[mapped[0] >>> 9] === PMD_HUGE, mapped}];
	});
}

const pagesOf = (vma: Vma): number => vma.end - vma.start;
