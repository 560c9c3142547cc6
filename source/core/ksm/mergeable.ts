// find_mergeable_vma (mm/ksm.c): whether an address still lies in a mergeable VMA of a living process.

import type {Slot} from '../base/brands.js';
import type {Machine} from '../state/machine.js';
import {processOf, vmaOf} from '../mm/vma/find.js';
import type {Vma} from '../state/process.js';

/** The mergeable VMA around the slot's address, or undefined. */
export function mergeableVma(m: Machine, slot: Slot): Vma | undefined {
	const vma = vmaOf(m, slot);
	return processOf(m, slot).alive && vma !== undefined && vma.mergeable && vma.anonVma !== 0
		? vma
		: undefined;
}

export function isMergeableSlot(m: Machine, slot: Slot): boolean {
	return mergeableVma(m, slot) !== undefined;
}
