// Unsharing: giving an address a page of its own again (mm/ksm.c, break_ksm, break_cow). It makes the same copy
// as a write does, so cow_ksm counts it.

import {isStep, type Steps} from '../base/steps.js';
import {COSTS} from '../catalogue/costs.js';
import type {PageNumber, Slot, Frame} from '../base/brands.js';
import type {Errno} from '../base/errno.js';
import {record} from '../events.js';
import type {Machine} from '../state/machine.js';
import {copyOnWrite} from '../mm/fault/copy-on-write.js';
import type {Process} from '../state/mm/process.js';
import {PTE_KIND, PTE_PRESENT, PTE_ZERO_KSM} from '../state/mm/slots.js';
import {mergeableVma} from './mergeable.js';
import {forgetHistory} from './stable/items.js';
import {isKsm} from '../mm/folio.js';
import {slotRuns} from '../mm/vma/find.js';

/** Unshares one address after a merge that failed half-way, if it still lies in a mergeable VMA. */
export function breakCow(m: Machine, slot: Slot): void {
	forgetHistory(m, slot);
	const vma = mergeableVma(m, slot);
	if (vma !== undefined && mapsKsm(m, slot)) copyOnWrite(m, vma, slot);
	m.ksm.thread.stepNs += COSTS.copy;
}

/** Whether a slot maps a KSM page or a zeropage that KSM put there. */
function mapsKsm(m: Machine, slot: Slot): boolean {
	const kind = m.slots.pte[slot] & PTE_KIND;
	if (kind === PTE_ZERO_KSM) return true;
	return kind === PTE_PRESENT && isKsm(m.frames, m.slots.frame[slot] as Frame);
}

/**
 * Unshares all of [from, to) of a process; says how many pages. ENOMEM when memory runs out half-way: what is done stays
 * done.
 */
export function* breakKsm(
	m: Machine,
	process: Process,
	from: PageNumber,
	to: PageNumber,
): Steps<{pages: number; errno: Errno | undefined}> {
	let pages = 0;
	let errno: Errno | undefined;
	outer: for (const {vma, first, end} of slotRuns(process, from, to)) {
		for (let slot: number = first; slot < end; slot++) {
			if (isStep(slot)) yield (slot - first) / (end - first);
			if (!mapsKsm(m, slot as Slot)) continue;
			if (!copyOnWrite(m, vma, slot as Slot)) {
				errno = 'ENOMEM';
				break outer;
			}
			pages++;
		}
	}
	if (pages > 0) record(m, 'unmerge', process.id, pages);
	return {pages, errno};
}
