// Which processes khugepaged looks at (mm/khugepaged.c, khugepaged_enter_vma, khugepaged_fork): those that had a VMA in
// which a THP may be, when its advice was given, at a THP fault, or in a parent at fork.

import type {Machine} from '../state/machine.js';
import type {Process} from '../state/process.js';

/** Gives a process an mm_slot at the end of the list. Nothing on a machine on which khugepaged never wakes. */
export function enterKhugepaged(m: Machine, process: Process): void {
	const {khugepaged} = m.thp;
	if (m.config.khugepaged === 'asleep' || m.knobs.enabled === 'never') return;
	if (khugepaged.registered.has(process.id)) return;
	khugepaged.registered.add(process.id);
	khugepaged.mms.push(process.id);
}
