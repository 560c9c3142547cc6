// madvise(2) and process_madvise(2) on part of a region (mm/madvise.c: do_madvise, madvise_dontneed_free,
// madvise_inject_error, process_madvise_remote_valid). Advice that only sets a flag is in madvise-flags.ts; what reclaims
// is in mm/reclaim, MADV_COLLAPSE in thp. All other advice is left out.

import {isStep, type Steps} from '../base/steps.js';
import type {PageNumber} from '../base/brands.js';
import type {Errno} from '../base/errno.js';
import {makeUnmergeable} from '../ksm/control/merge-any.js';
import type {Machine} from '../state/machine.js';
import {FRAME_HWPOISON} from '../state/mm/frames.js';
import {freeRange} from '../mm/reclaim/lazy-free.js';
import {coldRange, pageoutRange} from '../mm/reclaim/pageout.js';
import {changeVmas} from '../mm/vma/munmap.js';
import type {Process} from '../state/mm/process.js';
import {PTE_KIND, PTE_PRESENT} from '../state/mm/slots.js';
import {vmasIn, slotRuns} from '../mm/vma/find.js';
import {zapRange} from '../mm/zap.js';
import {khugepagedEnterAdvised} from '../thp/khugepaged-mms.js';
import {collapseRange} from '../thp/collapse.js';
import type {Advice} from './action.js';
import {adviseVma, hasAdvice} from './madvise-flags.js';

/** Gives advice about [from, to) of a process. ENOMEM when part of it is not mapped, as the kernel says after doing the rest. */
export function* madvise(
	m: Machine,
	process: Process,
	from: PageNumber,
	to: PageNumber,
	advice: Advice,
): Steps<Errno | undefined> {
	const errno = yield* give(m, process, from, to, advice);
	if (errno !== undefined) return errno;
	const mapped = vmasIn(process, from, to).reduce(
		(pages, vma) => pages + Math.min(to, vma.end) - Math.max(from, vma.start),
		0,
	);
	return mapped < to - from ? 'ENOMEM' : undefined;
}

/** Advice that another process may give (process_madvise_remote_valid). */
const REMOTE_ADVICE: readonly Advice[] = ['cold', 'pageout', 'collapse'];

/** process_madvise(2) by another process: as madvise, but EINVAL for advice that only the process itself may give. */
export function* processMadvise(
	m: Machine,
	process: Process,
	from: PageNumber,
	to: PageNumber,
	advice: Advice,
): Steps<Errno | undefined> {
	return REMOTE_ADVICE.includes(advice) ? yield* madvise(m, process, from, to, advice) : 'EINVAL';
}

type OnRange = (m: Machine, process: Process, from: PageNumber, to: PageNumber) => Steps<Errno | undefined>;

/** Advice that does something; all other sets flags of VMAs. */
const RANGES: Readonly<Partial<Record<Advice, OnRange>>> = {
	unmergeable: makeUnmergeable,
	dontneed: discard,
	pageout: pageoutRange,
	cold: coldRange,
	free: freeRange,
	collapse: collapseRange,
	hwpoison: poison,
};

function* give(
	m: Machine,
	process: Process,
	from: PageNumber,
	to: PageNumber,
	advice: Advice,
): Steps<Errno | undefined> {
	const onRange = RANGES[advice];
	if (onRange !== undefined) return yield* onRange(m, process, from, to);
	return yield* changeVmas(
		m,
		process,
		from,
		to,
		(vma) => !hasAdvice(vma, advice),
		(vma) => {
			adviseVma(m, process, vma, advice);
			return undefined;
		},
		(vma) => {
			khugepagedEnterAdvised(m, process, vma);
		},
	);
}

/** MADV_DONTNEED, VMA by VMA; EINVAL at the first that is mlocked. */
function* discard(m: Machine, process: Process, from: PageNumber, to: PageNumber): Steps<Errno | undefined> {
	for (const vma of vmasIn(process, from, to)) {
		if (vma.locked) return 'EINVAL';
		const start = Math.max(from, vma.start) as PageNumber;
		yield* zapRange(m, process, vma, start, Math.min(to, vma.end) as PageNumber, 'discard');
	}
	return undefined;
}

/** Marks pages as poisoned and leaves them mapped, as memory_failure does when it cannot split the THP around them. */
function* poison(m: Machine, process: Process, from: PageNumber, to: PageNumber): Steps<undefined> {
	for (const {first, end} of slotRuns(process, from, to)) {
		for (let slot: number = first; slot < end; slot++) {
			if (isStep(slot)) yield (slot - first) / (end - first);
			if ((m.slots.pte[slot] & PTE_KIND) === PTE_PRESENT)
				m.frames.flags[m.slots.frame[slot]] |= FRAME_HWPOISON;
		}
	}
	return undefined;
}
