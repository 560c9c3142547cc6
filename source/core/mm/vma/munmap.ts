// munmap (mm/vma.c, do_vmi_munmap): pages and VMAs are removed at once, page tables with the last VMA in their 2 MiB
// (free_pgtables); the rmap_items of the range wait for ksmd. Also changing flags of a range of VMAs (vma_modify_flags),
// which cuts and joins them.

import type {Steps} from '../../base/steps.js';
import type {PageNumber, Slot} from '../../base/brands.js';
import type {Errno} from '../../base/errno.js';
import type {FreeCause} from '../../catalogue/causes.js';
import type {Machine} from '../../state/machine.js';
import {PAGES_PER_THP} from '../../base/page-size.js';
import {splitPmdAt} from '../fault/pmd.js';
import type {Process, Vma} from '../../state/mm/process.js';
import {PMD_NONE} from '../../state/mm/slots.js';
import {cutVmaAt, joinVmas, removeVma} from './vma.js';
import {findVma, slotAt, vmasIn} from './find.js';
import {zapRange} from '../zap.js';

/** Unmaps [from, to) of a process. Holes in it are no error. */
export function* unmapRange(
	m: Machine,
	process: Process,
	from: PageNumber,
	to: PageNumber,
	cause: FreeCause,
): Steps {
	cutVmas(m, process, from, to);
	for (const vma of vmasIn(process, from, to)) {
		yield* zapRange(m, process, vma, vma.start, vma.end, cause);
		removeVma(m, process, vma);
	}
	freePageTables(m, process, from, to);
}

/** Cuts VMAs at both ends of a range; a THP across an end loses its PMD (vma_adjust_trans_huge). */
export function cutVmas(m: Machine, process: Process, from: PageNumber, to: PageNumber): void {
	for (const edge of [from, to]) {
		if (
			edge % PAGES_PER_THP !== 0 &&
			vmasIn(process, (edge - 1) as PageNumber, (edge + 1) as PageNumber).length === 1
		) {
			const slot = slotAt(process, edge);
			if (slot !== 0 && m.slots.present[slot >>> 9] + m.slots.zero[slot >>> 9] > 0) splitPmdAt(m, slot);
		}
		cutVmaAt(m, process, edge);
	}
}

/**
 * Changes flags of the VMAs in a range (vma_modify_flags). Only a VMA that `changes` is cut at the ends of the range;
 * neighbours that have become alike are joined. Stops at the first error. `changed` is called with each VMA that has
 * changed, as it is after the joining.
 */
export function* changeVmas(
	m: Machine,
	process: Process,
	from: PageNumber,
	to: PageNumber,
	changes: (vma: Vma) => boolean,
	apply: (vma: Vma) => Steps<Errno | undefined> | Errno | undefined,
	changed: (vma: Vma) => void = () => {},
): Steps<Errno | undefined> {
	let errno: Errno | undefined;
	const starts: PageNumber[] = [];
	for (const vma of vmasIn(process, from, to)) {
		if (!changes(vma)) continue;
		const start = Math.max(from, vma.start) as PageNumber;
		cutVmas(m, process, start, Math.min(to, vma.end) as PageNumber);
		const part = findVma(process, start);
		const outcome = part === undefined ? undefined : apply(part);
		errno = typeof outcome === 'object' ? yield* outcome : outcome;
		if (errno !== undefined) break;
		starts.push(start);
	}
	joinVmas(m, process, from, to);
	for (const start of starts) {
		const vma = findVma(process, start);
		if (vma !== undefined) changed(vma);
	}
	return errno;
}

/** Frees the page tables of PMD ranges in which no VMA is left, so that a THP may be faulted in there again. */
function freePageTables(m: Machine, process: Process, from: PageNumber, to: PageNumber): void {
	for (let start = from - (from % PAGES_PER_THP); start < to; start += PAGES_PER_THP) {
		if (vmasIn(process, start as PageNumber, (start + PAGES_PER_THP) as PageNumber).length > 0) continue;
		const slot: Slot = slotAt(process, start as PageNumber);
		if (slot !== 0) m.slots.pmd[slot >>> 9] = PMD_NONE;
	}
}
