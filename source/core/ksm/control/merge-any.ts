// MADV_UNMERGEABLE and PR_SET_MEMORY_MERGE (mm/ksm.c: ksm_madvise, ksm_enable_merge_any, ksm_disable_merge_any, ksm_del_vmas).
// Switching it on makes all VMAs mergeable, later ones too; switching it off unmerges them all, and makes them mergeable
// again when memory runs out on the way.

import type {Steps} from '../../base/steps.js';
import type {Errno} from '../../base/errno.js';
import type {PageNumber} from '../../base/brands.js';
import type {Machine} from '../../state/machine.js';
import {changeVmas} from '../../mm/vma/munmap.js';
import type {Process} from '../../state/mm/process.js';
import {khugepagedEnterAdvised} from '../../thp/khugepaged-mms.js';
import {breakKsm} from '../break-cow.js';
import {ksmEnter} from '../mm-list.js';
import {invalidateVma} from '../invalidate.js';

/** Unshares [from, to) and takes VM_MERGEABLE off it; its rmap_items are freed in ksmd's next full scan. */
export function* makeUnmergeable(
	m: Machine,
	process: Process,
	from: PageNumber,
	to: PageNumber,
): Steps<Errno | undefined> {
	// Items of the range that are in the unstable tree become stale where they stand.
	invalidateVma(m);
	return yield* changeVmas(
		m,
		process,
		from,
		to,
		({mergeable}) => mergeable,
		function* (vma) {
			const errno = vma.anonVma === 0 ? undefined : (yield* breakKsm(m, process, vma.start, vma.end)).errno;
			if (errno === undefined) vma.mergeable = false;
			return errno;
		},
		(vma) => {
			khugepagedEnterAdvised(m, process, vma);
		},
	);
}

/** prctl(PR_SET_MEMORY_MERGE). Switching it off undoes every merge of the process; if that fails, all stays on. */
export function* setMergeAny(m: Machine, process: Process, on: boolean): Steps<Errno | undefined> {
	if (process.mergeAny === on) return undefined;
	if (on) {
		ksmEnter(m, process);
		process.mergeAny = true;
		for (const vma of process.vmas) vma.mergeable = true;
		return undefined;
	}
	invalidateVma(m);
	for (const vma of process.vmas) {
		const errno =
			vma.mergeable && vma.anonVma !== 0
				? (yield* breakKsm(m, process, vma.start, vma.end)).errno
				: undefined;
		if (errno !== undefined) {
			for (const other of process.vmas) other.mergeable = true;
			return errno;
		}
		vma.mergeable = false;
	}
	process.mergeAny = false;
	return undefined;
}
