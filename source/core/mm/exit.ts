// The end of an mm (mm/mmap.c, exit_mmap; mm/ksm.c, __ksm_exit): pages are freed at once, rmap_items when ksmd comes to
// the mm. Exit of the thread itself is left out: a process here is its mm.

import type {Steps} from '../base/steps.js';
import type {Machine} from '../state/machine.js';
import {ksmExit} from '../ksm/mm-list.js';
import {khugepagedExit} from '../thp/khugepaged-mms.js';
import {unmapRange} from './vma/munmap.js';
import type {Process} from '../state/mm/process.js';
import {releaseExtents} from './vma/extents.js';

/** Unmaps everything and takes the mm off the lists of khugepaged and, unless it has rmap_items, of ksmd. */
export function* exitProcess(m: Machine, process: Process): Steps {
	for (const vma of [...process.vmas]) yield* unmapRange(m, process, vma.start, vma.end, 'exit');
	process.alive = false;
	process.regions = [];
	ksmExit(m, process);
	khugepagedExit(m, process);
	if (!process.onMmList) releaseExtents(m, process);
}
