// mprotect (mm/mprotect.c, do_mprotect_pkey, mprotect_fixup). Access is checked where a program touches memory. For KSM,
// reclaim and khugepaged nothing changes: ksmd merges read-only and inaccessible pages as any others. Pages that were
// exclusive before are writable again without a fault afterwards (can_change_pte_writable), so page tables stay.

import {isStep, type Steps} from '../../base/steps.js';
import type {PageNumber, Slot} from '../../base/brands.js';
import type {Errno} from '../../base/errno.js';
import type {Machine} from '../../state/machine.js';
import type {Process, Protection, Vma} from '../../state/mm/process.js';
import {faultIn} from '../pin-mlock.js';
import {drainLruBatch} from '../reclaim/lru-batch.js';
import {coveredEnd, slotIn} from './find.js';
import {changeVmas} from './munmap.js';

/** Sets the protection of [from, to). ENOMEM at a hole, with what lies before it done. */
export function* mprotectRange(
	m: Machine,
	process: Process,
	from: PageNumber,
	to: PageNumber,
	protection: Protection,
): Steps<Errno | undefined> {
	const end = coveredEnd(process, from, to);
	const errno = yield* changeVmas(
		m,
		process,
		from,
		end,
		(vma) => vma.protection !== protection,
		function* (vma) {
			const faultsIn = vma.locked && vma.protection !== 'read_write' && protection === 'read_write';
			vma.protection = protection;
			return faultsIn ? yield* populate(m, vma) : undefined;
		},
	);
	return errno ?? (end < to ? 'ENOMEM' : undefined);
}

/** A private locked VMA takes its copies on write at once when it becomes writable. */
function* populate(m: Machine, vma: Vma): Steps<Errno | undefined> {
	const end = slotIn(vma, vma.end);
	for (let slot = vma.slot as number; slot < end; slot++) {
		if (isStep(slot)) yield (slot - vma.slot) / (end - vma.slot);
		const errno = faultIn(m, vma, slot as Slot);
		if (errno !== undefined) return errno;
	}
	drainLruBatch(m);
	return undefined;
}
