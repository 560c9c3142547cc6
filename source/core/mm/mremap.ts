// mremap moving pages to other addresses (mm/mremap.c, move_vma; prep_move_vma). KSM pages in the range are unshared
// first; VM_MERGEABLE stays, so they merge again at the new address. The linear index stays too: it still names the
// old address, which is what the search by virtual address in rmap_walk_ksm got wrong.

import {isStep, type Steps} from '../base/steps.js';
import type {Errno} from '../base/errno.js';
import type {PageNumber, Slot} from '../base/brands.js';
import type {Machine} from '../state/machine.js';
import {breakKsm} from '../ksm/break-cow.js';
import {invalidateSlot} from '../ksm/invalidate.js';
import {PAGES_PER_THP} from '../base/page-size.js';
import {FRAME_KSM} from '../state/mm/frames.js';
import {cutVmas, unmapRange} from './vma/munmap.js';
import {splitPmdAt} from './fault/pmd.js';
import type {Process, Vma} from '../state/mm/process.js';
import {
	PMD_HUGE,
	PMD_HUGE_ZERO,
	PMD_NONE,
	PMD_TABLE,
	PTE_KIND,
	PTE_NONE,
	PTE_PRESENT,
	PTE_SWAP,
} from '../state/mm/slots.js';
import {ensureExtent} from './vma/extents.js';
import {findVma, vmasIn} from './vma/find.js';
import {insertVma} from './vma/vma.js';
import {joinAnonVmas} from './vma/anon-vma.js';

/**
 * Moves [from, to) to `target`, where whatever is mapped goes first. Since 6.17 the range may span several VMAs, and holes
 * between them (remap_move): they are moved one after another. EFAULT where the first page is not mapped, or up to 6.16 the
 * range is not that of one VMA; EINVAL when it would overlap itself.
 */
export function* moveRange(
	m: Machine,
	process: Process,
	from: PageNumber,
	to: PageNumber,
	target: PageNumber,
): Steps<Errno | undefined> {
	const pages = to - from;
	if (target < to && target + pages > from) return 'EINVAL';
	if (!hasRoomAt(process, target, pages)) return 'EINVAL';
	const isSeveral = m.since['6.18'];
	// Up to 6.16 the target is unmapped before anything else is looked at.
	if (!isSeveral) yield* unmapRange(m, process, target, (target + pages) as PageNumber, 'discard');
	const holder = findVma(process, from);
	if (holder === undefined || (!isSeveral && holder.end < to)) return 'EFAULT';
	ensureExtent(m, process, target, (target + pages) as PageNumber);
	const parts = vmasIn(process, from, to).map((vma) => [Math.max(from, vma.start), Math.min(to, vma.end)]);
	for (const [start, end] of parts as Array<[PageNumber, PageNumber]>) {
		const errno = yield* moveVma(m, process, start, end, (target + start - from) as PageNumber);
		if (errno !== undefined) return errno;
	}
	return undefined;
}

/** move_vma, of all or part of one VMA. */
function* moveVma(
	m: Machine,
	process: Process,
	from: PageNumber,
	to: PageNumber,
	target: PageNumber,
): Steps<Errno | undefined> {
	const end = (target + to - from) as PageNumber;
	yield* unmapRange(m, process, target, end, 'discard');
	if (findVma(process, from)?.mergeable === true) {
		const {errno} = yield* breakKsm(m, process, from, to);
		if (errno !== undefined) return errno;
	}
	cutVmas(m, process, from, to);
	const old = findVma(process, from);
	if (old === undefined) return 'EFAULT';
	const moved: Vma = {
		...old,
		start: target,
		end,
		slot: ensureExtent(m, process, target, end),
		// A VMA without a page yet has no index to keep (copy_vma).
		pageOffset: old.anonVma === 0 && !old.file ? target : old.pageOffset,
	};
	insertVma(process, moved);
	joinAnonVmas(m, moved);
	yield* movePages(m, old, moved, to - from);
	yield* unmapRange(m, process, from, to, 'discard');
	return undefined;
}

/** Whether the target lies within one run of addresses that has slots, or entirely outside all of them. */
function hasRoomAt(process: Process, target: PageNumber, pages: number): boolean {
	const end = target + pages;
	const meets = process.extents.filter((extent) => extent.start < end && extent.end > target);
	return meets.length === 0 || (meets.length === 1 && meets[0].start <= target && meets[0].end >= end);
}

function* movePages(m: Machine, from: Vma, to: Vma, pages: number): Steps {
	const {slots} = m;
	for (let page = 0; page < pages;) {
		if (page > 0 && isStep(page)) yield page / pages;
		const source = (from.slot + page) as Slot;
		const target = (to.slot + page) as Slot;
		const pmd = slots.pmd[source >>> 9];
		const isHuge = pmd === PMD_HUGE || pmd === PMD_HUGE_ZERO;
		const movesWhole =
			isHuge &&
			((source | target) & (PAGES_PER_THP - 1)) === 0 &&
			pages - page >= PAGES_PER_THP &&
			slots.pmd[target >>> 9] === PMD_NONE;
		const run = movesWhole ? PAGES_PER_THP : 1;
		if (isHuge && !movesWhole) splitPmdAt(m, source);
		for (let i = 0; i < run; i++) movePage(m, (source + i) as Slot, (target + i) as Slot);
		if (movesWhole) {
			slots.pmd[target >>> 9] = pmd;
			slots.pmd[source >>> 9] = PMD_NONE;
		} else if (pmd !== PMD_NONE && slots.pmd[target >>> 9] === PMD_NONE) {
			slots.pmd[target >>> 9] = PMD_TABLE;
		}
		page += run;
	}
}

/** Moves one PTE; the rmap_item of the old address stays there, without a page. */
function movePage(m: Machine, source: Slot, target: Slot): void {
	const {slots, frames} = m;
	const kind = slots.pte[source] & PTE_KIND;
	if (kind === PTE_NONE) return;
	invalidateSlot(m, source);
	invalidateSlot(m, target);
	slots.pte[target] = slots.pte[source];
	slots.frame[target] = slots.frame[source];
	slots.pte[source] = PTE_NONE;
	if (kind === PTE_PRESENT) {
		slots.present[source >>> 9]--;
		slots.present[target >>> 9]++;
		const frame = slots.frame[target];
		if ((frames.flags[frame] & FRAME_KSM) === 0 && frames.mapping[frame] === source)
			frames.mapping[frame] = target;
	} else if (kind !== PTE_SWAP) {
		slots.zero[source >>> 9]--;
		slots.zero[target >>> 9]++;
	}
}

/** The address of a move that names none: the next free one with the same place in its 2 MiB. */
export function nextAddressFor(process: Process, like: PageNumber): PageNumber {
	const start = Math.ceil(process.nextAddress / PAGES_PER_THP) * PAGES_PER_THP + (like % PAGES_PER_THP);
	return start as PageNumber;
}
