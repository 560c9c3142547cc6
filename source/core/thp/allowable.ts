// Where THPs may be (mm/huge_memory.c, __thp_vma_allowable_orders; include/linux/huge_mm.h, thp_vma_suitable_order): by
// transparent_hugepage/enabled and the advice of the VMA. Smaller sizes (mTHP), PR_SET_THP_DISABLE and file THPs are left
// out.

import {PAGES_PER_THP} from '../base/page-size.js';
import type {Machine} from '../state/machine.js';
import type {Vma} from '../state/mm/process.js';

/** Whether THPs are allowed in the VMA: transparent_hugepage/enabled and the VMA's advice. */
export function thpAllowed(m: Machine, vma: Vma): boolean {
	const {enabled} = m.knobs;
	if (enabled === 'never' || vma.thp === 'nohuge' || vma.file) return false;
	return enabled === 'always' || vma.thp === 'huge';
}

/** Whether the VMA is one for khugepaged: THPs allowed, a page faulted in before, and room for a whole THP. */
export const collapseAllowed = (m: Machine, vma: Vma): boolean =>
	thpAllowed(m, vma) && vma.anonVma !== 0 && holdsThp(vma);

/** Whether there are 2 MiB in the VMA that a THP could be (thp_vma_suitable_order, for the VMA as such). */
export function holdsThp({start, end}: Vma): boolean {
	return end - (end % PAGES_PER_THP) - PAGES_PER_THP >= start;
}
