// find_mergeable_vma (mm/ksm.c): whether an address still lies in a mergeable VMA of a living process. It is asked before
// a page is merged or unshared, because the VMA may have changed since the page was scanned.

import type {Slot} from '../base/brands.js';
import type {Machine} from '../state/machine.js';
import {addressOf, findVma, processOf} from '../mm/vma/find.js';
import type {Vma} from '../state/mm/process.js';

/** The mergeable VMA around the slot's address, or undefined. */
export function mergeableVma(m: Machine, slot: Slot): Vma | undefined {
	const process = processOf(m, slot);
	if (!process.alive) return undefined;
	const vma = findVma(process, addressOf(m, slot));
	return vma !== undefined && vma.mergeable && vma.anonVma !== 0 ? vma : undefined;
}

/** Whether the slot's address lies in a mergeable VMA. */
export function isMergeableSlot(m: Machine, slot: Slot): boolean {
	return mergeableVma(m, slot) !== undefined;
}
