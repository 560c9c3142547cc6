// The remap of a split for the common folio, in bulk: one that a single PMD mapped, so that its 512 subpages have one
// mapping each, side by side in one VMA. It does what split.ts does subpage by subpage for any other.

import type {Frame, Slot} from '../../base/brands.js';
import {isInUnstableTree} from '../invalidate.js';
import type {Splitter} from '../../catalogue/causes.js';
import type {Machine} from '../../state/machine.js';
import {FRAME_HWPOISON} from '../../state/mm/frames.js';
import {freeFramesOf} from '../../mm/page-alloc.js';
import {processOf} from '../../mm/vma/find.js';
import {PMD_HUGE, PTE_FROM_SPLIT, PTE_ZERO} from '../../state/mm/slots.js';
import {PAGES_PER_THP} from '../../base/page-size.js';

/**
 * The first of the slots that map a THP, if a single PMD does and neither reclaim nor memory tags need to see its pages
 * one by one; else 0.
 */
export function exclusiveSlot(m: Machine, head: Frame): Slot {
	const {frames, slots, reclaim, config} = m;
	const slot = frames.mapping[head] as Slot;
	const isExclusive =
		frames.mapCount[head] === 1 &&
		frames.blockMapped[head >>> 9] === PAGES_PER_THP &&
		slots.pmd[slot >>> 9] === PMD_HUGE;
	const isPlain =
		config.plainRules !== true && config.mte === 'off' && reclaim.lru === null && reclaim.lazyFree.size === 0;
	return isExclusive && isPlain ? slot : (0 as Slot);
}

/**
 * Maps the shared zeropage in the place of each subpage of zeros, and frees those; returns how many. The folio has just
 * been broken up; `first` is what exclusiveSlot returned for it before.
 */
export function remapExclusive(m: Machine, head: Frame, first: Slot, splitter: Splitter): number {
	const {frames, slots, ledger, thp} = m;
	const {content, flags, mapCount} = frames;
	const {pte, frame} = slots;
	let zeros = 0;
	for (let i = 0; i < PAGES_PER_THP; i++) {
		if ((flags[head + i] & FRAME_HWPOISON) !== 0) continue;
		ledger.zeroTests[splitter]++;
		if (content[head + i] !== 0) continue;
		const slot = (first + i) as Slot;
		if (isInUnstableTree(m, slot)) m.ksm.unstable.shapeMatters = true;
		zeros++;
	}
	if (zeros === 0) return 0;
	// The checksum of each is that of zeros, and may go on saying that it is that of the page mapped here.
	if (zeros === PAGES_PER_THP) {
		pte.fill(PTE_ZERO | PTE_FROM_SPLIT, first, first + PAGES_PER_THP);
		frame.fill(0, first, first + PAGES_PER_THP);
		mapCount.fill(0, head, head + PAGES_PER_THP);
	} else {
		for (let i = 0; i < PAGES_PER_THP; i++) {
			if (content[head + i] !== 0 || (flags[head + i] & FRAME_HWPOISON) !== 0) continue;
			pte[first + i] = PTE_ZERO | PTE_FROM_SPLIT;
			frame[first + i] = 0;
			mapCount[head + i] = 0;
		}
	}
	frames.mappedPages -= zeros;
	freeFramesOf(frames, head, zeros);
	const range = first >>> 9;
	slots.present[range] -= zeros;
	slots.zero[range] += zeros;
	processOf(m, first).rssAnonPages -= zeros;
	thp.zeropagePtes.split += zeros;
	ledger.freedPages.split_remap += zeros;
	ledger.splitRemapBy[splitter] += zeros;
	if (splitter === 'ksmd') ledger.freedInWakeup += zeros;
	return zeros;
}
