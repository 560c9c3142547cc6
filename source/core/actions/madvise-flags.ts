// The advice of madvise(2) that only sets a flag of a whole VMA: MADV_MERGEABLE, MADV_HUGEPAGE, MADV_NOHUGEPAGE,
// MADV_DONTFORK, MADV_DOFORK (mm/madvise.c, madvise_vma_behavior; mm/ksm.c, ksm_madvise; mm/khugepaged.c,
// hugepage_madvise). MADV_UNMERGEABLE unmerges too: see ksm/control/merge-any.ts.

import {ksmEnter} from '../ksm/mm-list.js';
import type {Machine} from '../state/machine.js';
import type {Process, Vma} from '../state/mm/process.js';
import type {Advice} from './action.js';

/** Sets the flag of `advice`; advice without a flag, which madvise.ts carries out, does nothing here. */
export function adviseVma(m: Machine, process: Process, vma: Vma, advice: Advice): void {
	switch (advice) {
		case 'mergeable': {
			vma.mergeable = true;
			ksmEnter(m, process);
			break;
		}
		case 'hugepage': {
			vma.thp = 'huge';
			break;
		}
		case 'nohugepage': {
			vma.thp = 'nohuge';
			break;
		}
		case 'dontfork':
		case 'dofork': {
			vma.dontFork = advice === 'dontfork';
			break;
		}
		default:
	}
}

/** Whether the VMA has the flag of `advice` already: then nothing happens, and the VMA is not cut. */
export function hasAdvice(vma: Vma, advice: Advice): boolean {
	switch (advice) {
		case 'mergeable':
			return vma.mergeable;
		case 'hugepage':
			return vma.thp === 'huge';
		case 'nohugepage':
			return vma.thp === 'nohuge';
		default:
			return vma.dontFork === (advice === 'dontfork');
	}
}
