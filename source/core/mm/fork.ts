// fork (kernel/fork.c, dup_mmap; mm/memory.c, copy_page_range; mm/huge_memory.c, copy_huge_pmd; include/linux/ksm.h,
// ksm_fork): the child maps the parent's pages read-only. Forked KSM pages have no rmap_item until ksmd comes to the child.

import {isStep, type Steps} from '../base/steps.js';
import type {Frame, Slot, SwapSlot} from '../base/brands.js';
import type {Machine} from '../state/machine.js';
import {ksmEnter} from '../ksm/mm-list.js';
import {isKsm, isLarge, pageFolio, pinsOf} from './folio.js';
import {FRAME_TAGGED} from '../state/mm/frames.js';
import {forkMapping} from './rmap/mm-ids.js';
import {addMapping} from './rmap/ptes.js';
import {allocateFrame} from './fault/alloc-page.js';
import {addToLruBatch} from './reclaim/lru-batch.js';
import {splitPmd} from './fault/pmd.js';
import {createProcess, type Process, type Vma} from '../state/mm/process.js';
import {
	PMD_HUGE,
	PMD_NONE,
	PMD_TABLE,
	PTE_FROM_SPLIT,
	PTE_KIND,
	PTE_NONE,
	PTE_PRESENT,
	PTE_SHARED,
	PTE_SWAP,
	PTE_YOUNG,
	PTE_ZERO_KSM,
} from '../state/mm/slots.js';
import {PAGES_PER_THP} from '../base/page-size.js';
import {khugepagedFork} from '../thp/khugepaged-mms.js';
import {referToSwap} from './swap/swap-space.js';
import {ensureExtent} from './vma/extents.js';
import {insertVma} from './vma/vma.js';
import {joinAnonVmas} from './vma/anon-vma.js';

/** Forks a process; undefined when a pinned page could not be copied for lack of memory. */
export function* forkProcess(m: Machine, parent: Process, name: string): Steps<Process | undefined> {
	const child = createProcess(m.processes.length, name);
	m.processes.push(child);
	child.nextAddress = parent.nextAddress;
	child.mergeAny = parent.mergeAny;
	child.regions = parent.regions.map((region) => ({...region, inherited: true}));
	// Slots for all of the parent's addresses first, in one go: copying needs them side by side.
	for (const extent of parent.extents) ensureExtent(m, child, extent.start, extent.end);
	const ptesBefore = m.thp.zeropagePtes.ksm;
	const isCopied = yield* copyVmas(m, parent, child);
	inheritZeroPages(m, parent, child, m.thp.zeropagePtes.ksm - ptesBefore);
	if (!isCopied) return undefined;
	khugepagedFork(m, parent, child);
	if (parent.onMmList) ksmEnter(m, child);
	return child;
}

/** dup_mmap, but VM_DONTFORK VMAs. False when a page could not be copied. */
function* copyVmas(m: Machine, parent: Process, child: Process): Steps<boolean> {
	for (const vma of parent.vmas) {
		if (vma.dontFork) continue;
		const copy: Vma = {...vma, slot: ensureExtent(m, child, vma.start, vma.end), locked: false, anonVma: 0};
		insertVma(child, copy);
		if (vma.anonVma === 0) continue;
		copy.anonVma = m.anonVmas.length;
		m.anonVmas.push({root: m.anonVmas[vma.anonVma].root, parent: vma.anonVma, vmas: []});
		joinAnonVmas(m, copy);
		if (!(yield* copyPages(m, vma, copy, child))) return false;
	}
	return true;
}

/**
 * ksm_fork: the child's mm is a copy of the parent's, its ksm_zero_pages included, and that whole number is added to the
 * sum of all; but pages of VM_DONTFORK VMAs are not copied. What no PTE of the child accounts for is never taken off the
 * sum again (seen on a real 6.18: it stays when both processes have gone).
 */
function inheritZeroPages(m: Machine, parent: Process, child: Process, copiedPtes: number): void {
	const countedPages = parent.onMmList ? parent.ksmZeroPages : 0;
	child.ksmZeroPages = parent.ksmZeroPages;
	child.ksmZeroPagesUncopied = parent.ksmZeroPages - copiedPtes;
	m.ksm.zeroPages += countedPages;
	m.ksm.zeroPagesUncopied += countedPages - copiedPtes;
}

function* copyPages(m: Machine, from: Vma, to: Vma, child: Process): Steps<boolean> {
	const {slots, frames} = m;
	const pages = from.end - from.start;
	for (let page = 0; page < pages; page++) {
		if (page > 0 && isStep(page)) yield page / pages;
		const source = (from.slot + page) as Slot;
		const copy = (to.slot + page) as Slot;
		const range = source >>> 9;
		if (page === 0 || (source & (PAGES_PER_THP - 1)) === 0) {
			if (
				slots.pmd[range] === PMD_HUGE &&
				pinsOf(frames, pageFolio(frames, slots.frame[source] as Frame)) > 0
			)
				splitPmd(m, range);
			const pmd = slots.pmd[range];
			if (pmd !== PMD_NONE) slots.pmd[copy >>> 9] = pmd;
			if (pmd === PMD_HUGE) {
				child.anonHugePages += PAGES_PER_THP;
				forkMapping(m, slots.frame[source] as Frame, source, child.id);
			}
		}
		if (!copyPage(m, source, copy, child, to)) return false;
	}
	return true;
}

function copyPage(m: Machine, source: Slot, copy: Slot, child: Process, vma: Vma): boolean {
	const {slots, frames} = m;
	const pte = slots.pte[source];
	const kind = pte & PTE_KIND;
	if (kind === PTE_NONE) return true;
	if (kind === PTE_PRESENT) {
		const frame = slots.frame[source] as Frame;
		const isShared = !isKsm(frames, frame);
		const pinned = pinsOf(frames, pageFolio(frames, frame)) > 0;
		if (pinned && isShared) return copyPinned(m, frame, copy, child, vma);
		if (isShared) slots.pte[source] |= PTE_SHARED;
		if (isLarge(frames, frame) && slots.pmd[source >>> 9] !== PMD_HUGE)
			forkMapping(m, frame, source, child.id);
		addMapping(m, copy, frame);
		slots.present[copy >>> 9]++;
		child.rssAnonPages++;
	} else if (kind === PTE_SWAP) {
		// Neither is exclusive any more (pte_swp_clear_exclusive): a page read back from here is copied on write.
		slots.pte[source] |= PTE_SHARED;
		referToSwap(m, slots.frame[source] as SwapSlot);
		child.swapPages++;
	} else {
		slots.zero[copy >>> 9]++;
		countZeropage(m, kind, pte);
	}
	// The child has not used it yet (pte_mkold).
	slots.pte[copy] = slots.pte[source] & ~PTE_YOUNG;
	slots.frame[copy] = slots.frame[source];
	return true;
}

function countZeropage(m: Machine, kind: number, pte: number): void {
	const {zeropagePtes} = m.thp;
	if (kind === PTE_ZERO_KSM) zeropagePtes.ksm++;
	else if ((pte & PTE_FROM_SPLIT) === 0) zeropagePtes.fault++;
	else zeropagePtes.split++;
}

/** A page that may be pinned is copied for the child at once (copy_present_page). */
function copyPinned(m: Machine, frame: Frame, copy: Slot, child: Process, vma: Vma): boolean {
	const {slots, frames} = m;
	const fresh = allocateFrame(m, vma.node, 'cow');
	if (fresh === 0) return false;
	frames.content[fresh] = frames.content[frame];
	frames.flags[fresh] |= frames.flags[frame] & FRAME_TAGGED;
	slots.pte[copy] = PTE_PRESENT;
	slots.frame[copy] = fresh;
	slots.present[copy >>> 9]++;
	slots.pmd[copy >>> 9] = PMD_TABLE;
	child.rssAnonPages++;
	addMapping(m, copy, fresh);
	addToLruBatch(m, fresh);
	return true;
}
