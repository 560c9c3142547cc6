// Whether more than one process maps a large folio, as kernels since 6.15 see it (include/linux/rmap.h:
// folio_add_return_large_mapcount, folio_sub_return_large_mapcount). A folio counts the mappings of two mms; those of a
// third are in the total only. Thus it may go on looking shared when one mm is left, and a count begun late is one short.
// A folio that was never mapped by a second mm has no record here, and is exclusive.

import type {Frame, Slot} from '../../base/brands.js';
import {PAGES_PER_THP} from '../../base/page-size.js';
import type {Frames, MmIds} from '../../state/mm/frames.js';
import {isLarge, pageFolio} from '../folio.js';
import type {Machine} from '../../state/machine.js';
import {PMD_HUGE} from '../../state/mm/slots.js';

/** The place of a process in the record, or -1. */
const placeOf = ({mms}: MmIds, mm: number): number => mms.indexOf(mm);

function add(ids: MmIds, mm: number, mappings: number): void {
	ids.mappings += mappings;
	let place = placeOf(ids, mm);
	if (place >= 0) {
		ids.counts[place] += mappings;
		return;
	}
	place = placeOf(ids, -1);
	if (place < 0) return;
	ids.mms[place] = mm;
	ids.counts[place] = mappings;
	if (place === 1 || ids.mappings !== mappings) ids.shared = true;
}

function subtract(ids: MmIds, mm: number, mappings: number): void {
	ids.mappings -= mappings;
	const place = placeOf(ids, mm);
	if (place >= 0) {
		ids.counts[place] -= mappings;
		if (ids.counts[place] > 0) return;
		ids.counts[place] = 0;
		ids.mms[place] = -1;
	}
	if (ids.counts.includes(ids.mappings)) ids.shared = false;
}

/** A child maps what the slot of its parent maps, by a PMD or by a PTE, as one mapping more. */
export function forkMapping(m: Machine, page: Frame, slot: Slot, child: number): void {
	const {frames, slots} = m;
	const head = pageFolio(frames, page);
	let ids = frames.mmIds.get(head);
	if (ids === undefined) {
		const byPmd = slots.pmd[slot >>> 9] === PMD_HUGE;
		const mappings = byPmd ? 1 : frames.blockMapped[page >>> 9];
		ids = {mms: [slots.owner[slot >>> 9], -1], counts: [mappings, 0], shared: false, mappings};
		frames.mmIds.set(head, ids);
	}
	add(ids, child, 1);
}

/** A PMD that maps the folio becomes 512 PTEs. */
export function splitMapping(m: Machine, head: Frame, mm: number): void {
	const ids = m.frames.mmIds.get(head);
	if (ids === undefined) return;
	add(ids, mm, PAGES_PER_THP);
	subtract(ids, mm, 1);
}

/** A PMD that maps the folio is about to go, page by page: its one mapping counts as 512 until then. */
export function spreadMapping(m: Machine, head: Frame, mm: number): void {
	const ids = m.frames.mmIds.get(head);
	if (ids === undefined) return;
	ids.mappings += PAGES_PER_THP - 1;
	const place = placeOf(ids, mm);
	if (place >= 0) ids.counts[place] += PAGES_PER_THP - 1;
}

/** A PTE that maps a page of the folio has gone. */
export function dropFromMmIds(frames: Frames, head: Frame, mm: number): void {
	const ids = frames.mmIds.get(head);
	if (ids !== undefined) subtract(ids, mm, 1);
}

/** folio_maybe_mapped_shared; before 6.15 folio_likely_mapped_shared, a guess from the first page. */
export function maybeMappedShared(m: Machine, page: Frame): boolean {
	const {frames} = m;
	if (!isLarge(frames, page)) return frames.mapCount[page] > 1;
	const head = pageFolio(frames, page);
	if (!m.since['6.18']) return frames.blockMapped[page >>> 9] > PAGES_PER_THP || frames.mapCount[head] > 1;
	const ids = frames.mmIds.get(head);
	return ids !== undefined && ids.mappings > 1 && ids.shared;
}
