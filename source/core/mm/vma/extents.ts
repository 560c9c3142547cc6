// The slots behind addresses: runs of 2 MiB ranges that a process's page tables and rmap_items lie in. A run outlives
// the VMAs in it while rmap_items remain. No part of the kernel, which allocates page tables and items one by one.

import type {Slots} from '../../state/mm/slots.js';
import {PAGES_PER_THP} from '../../base/page-size.js';
import {enlarged} from '../../base/enlarged.js';
import type {Machine} from '../../state/machine.js';
import type {Process, Extent} from '../../state/mm/process.js';
import type {PageNumber, Slot, PmdRange} from '../../base/brands.js';
import {slotAt} from './find.js';
import {invariant} from '../../base/invariant.js';

const SPARE_RANGES = 8;

/** Makes room for `pages` more pages of `vmas` VMAs: a host that is filled at once makes it at once. */
export function reserveSlots(slots: Slots, pages: number, vmas: number): void {
	// Each VMA may touch one range more at either end.
	grow(slots, slots.ranges + Math.ceil(pages / PAGES_PER_THP) + 2 * vmas);
}

/** Makes room for `needed` ranges: by an eighth, or by just what is asked for, so that little memory is unused. */
function grow(slots: Slots, needed: number): void {
	if (needed <= slots.pmd.length) return;
	const ranges = Math.max(needed, slots.pmd.length + (slots.pmd.length >>> 3) + SPARE_RANGES);
	const capacity = ranges * PAGES_PER_THP;
	slots.pte = enlarged(slots.pte, capacity);
	slots.frame = enlarged(slots.frame, capacity);
	slots.item = enlarged(slots.item, capacity);
	slots.age = enlarged(slots.age, capacity);
	slots.skips = enlarged(slots.skips, capacity);
	if (slots.node.length > 0) {
		slots.node = enlarged(slots.node, capacity);
		slots.left = enlarged(slots.left, capacity);
		slots.right = enlarged(slots.right, capacity);
	}
	slots.pmd = enlarged(slots.pmd, ranges);
	slots.present = enlarged(slots.present, ranges);
	slots.zero = enlarged(slots.zero, ranges);
	slots.items = enlarged(slots.items, ranges);
	slots.owner = enlarged(slots.owner, ranges);
	slots.address = enlarged(slots.address, ranges);
}

/** Allocates `count` consecutive ranges, all zero, and returns the first. */
function allocRanges(slots: Slots, count: number): number {
	for (let i = 0; i < slots.freeRuns.length; i++) {
		const run = slots.freeRuns[i];
		if (run[1] < count) continue;
		const first = run[0];
		if (run[1] === count) slots.freeRuns.splice(i, 1);
		else {
			run[0] += count;
			run[1] -= count;
		}
		return first;
	}
	const first = slots.ranges;
	grow(slots, first + count);
	slots.ranges += count;
	return first;
}

/** Frees ranges. They must hold no PTE and no rmap_item. */
function freeRanges(slots: Slots, first: number, count: number): void {
	const from = first * PAGES_PER_THP;
	const to = from + count * PAGES_PER_THP;
	for (const array of [slots.pte, slots.item, slots.age, slots.skips]) array.fill(0, from, to);
	for (const array of [slots.frame, slots.node, slots.left, slots.right]) array.fill(0, from, to);
	for (let range = first; range < first + count; range++) slots.checksums.delete(range);
	for (const array of [slots.pmd, slots.present, slots.zero, slots.items])
		array.fill(0, first, first + count);
	const runs = slots.freeRuns;
	let at = 0;
	while (at < runs.length && runs[at][0] < first) at++;
	runs.splice(at, 0, [first, count]);
	if (at + 1 < runs.length && runs[at][0] + runs[at][1] === runs[at + 1][0]) {
		runs[at][1] += runs[at + 1][1];
		runs.splice(at + 1, 1);
	}
	if (at > 0 && runs[at - 1][0] + runs[at - 1][1] === runs[at][0]) {
		runs[at - 1][1] += runs[at][1];
		runs.splice(at, 1);
	}
}

/** Unmapped pages before the next region, so that a move or a growth does not meet a neighbour. */
const GAP_PAGES = PAGES_PER_THP;

/** Makes sure that [start, end) has slots, and returns the slot of `start`. The next mapping that names no address comes after it. */
export function ensureExtent(m: Machine, process: Process, start: PageNumber, end: PageNumber): Slot {
	const known = slotAt(process, start);
	if (known !== 0) {
		const holder = process.extents.find((extent) => start >= extent.start && start < extent.end);
		invariant(holder !== undefined && end <= holder.end, 'a mapping lies within one run of addresses');
		return known;
	}
	const first = (start - (start % PAGES_PER_THP)) as PageNumber;
	const ranges = Math.ceil((end - first) / PAGES_PER_THP);
	const at = allocRanges(m.slots, ranges) as PmdRange;
	for (let i = 0; i < ranges; i++) {
		m.slots.owner[at + i] = process.id;
		m.slots.address[at + i] = first + i * PAGES_PER_THP;
	}
	// It starts in a PMD range of its own, so that regions never share an extent.
	const next = Math.ceil((end + GAP_PAGES) / PAGES_PER_THP) * PAGES_PER_THP;
	if (next > process.nextAddress) process.nextAddress = next as PageNumber;
	const extent: Extent = {
		start: first,
		end: (first + ranges * PAGES_PER_THP) as PageNumber,
		first: at,
		ranges,
	};
	let place = 0;
	while (place < process.extents.length && process.extents[place].start < first) place++;
	process.extents.splice(place, 0, extent);
	return slotAt(process, start);
}

/** Frees the extents in which no VMA lies and no rmap_item is left. */
export function releaseExtents(m: Machine, process: Process): void {
	const {items} = m.slots;
	process.extents = process.extents.filter((extent) => {
		if (process.vmas.some((vma) => vma.start < extent.end && vma.end > extent.start)) return true;
		for (let i = 0; i < extent.ranges; i++) if (items[extent.first + i] !== 0) return true;
		freeRanges(m.slots, extent.first, extent.ranges);
		return false;
	});
}
