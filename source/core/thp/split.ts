// Splitting a THP into 512 base pages (mm/huge_memory.c, __folio_split) and the step that the kernels differ in: mapping
// its zero subpages to the shared zeropage (mm/migrate.c, try_to_map_unused_to_zeropage; commit b1f202060afe, 6.12).
// Leaves out splits to orders above 0 and of file folios.

import {COSTS} from '../catalogue/costs.js';
import type {Frame, Slot} from '../base/brands.js';
import {record} from '../events.js';
import type {SplitSite} from '../kernels/kernel.js';
import type {Splitter} from '../catalogue/causes.js';
import type {Machine} from '../state/machine.js';
import {countsAsZero} from '../mm/content-order.js';
import {breakUpThp} from '../mm/page-alloc.js';
import {FRAME_HWPOISON, THP_QUEUED} from '../state/mm/frames.js';
import {ownerOf, pinsOf, pageFolio} from '../mm/folio.js';
import {processOf, isLockedSlot, vmaOf} from '../mm/vma/find.js';
import {dropMapping, freeBase, leaveDeferredQueue, mapZeropage} from '../mm/rmap/ptes.js';
import {flushMlocked} from '../mm/reclaim/lru-batch.js';
import {isFolioMlocked} from '../mm/reclaim/referenced.js';
import {splitInLru} from '../mm/reclaim/lru.js';
import {rmapWalkAnon} from '../mm/rmap/rmap-walk-anon.js';
import {PTE_NONE} from '../state/mm/slots.js';
import {unmapPmds} from './unmap-folio.js';
import {exclusiveSlot, remapExclusive} from '../ksm/fast/remap-exclusive.js';
import {invalidateSlot} from '../ksm/invalidate.js';
import {PAGES_PER_THP} from '../base/page-size.js';

const splitterOf = (site: SplitSite): Splitter =>
	site === 'ksm' || site === 'ksm_same_folio' ? 'ksmd' : site;

/**
 * Splits the THP that `page` is part of; `forSlot` is the slot that the split is for, for the event log. `references` are those
 * that the caller holds: exactly one is allowed besides the mappings, and any pin refuses the split. Returns whether
 * it was split.
 */
export function splitFolio(
	m: Machine,
	page: Frame,
	site: SplitSite,
	references = 1,
	forSlot = 0 as Slot,
): boolean {
	const {frames, ksm, ledger, vm} = m;
	const head = pageFolio(frames, page);
	const splitter = splitterOf(site);
	const extra = references - 1 + pinsOf(frames, head);
	if (extra > 0) {
		vm.thp_split_page_failed++;
		if (splitter === 'ksmd') ksm.thread.stepNs += COSTS.splitRefused;
		record(m, 'split_refused', pageForLog(m, head, forSlot), extra, splitter);
		return false;
	}
	if ((frames.blockFlags[head >>> 9] & THP_QUEUED) !== 0) leaveDeferredQueue(m, head);
	const logged = pageForLog(m, head, forSlot);
	const exclusive = exclusiveSlot(m, head);
	// try_to_migrate and remove_migration_ptes end so in a locked VMA.
	if (m.reclaim.mlockBatch.length > 0 && isFolioMlocked(m, head)) flushMlocked(m);
	unmapPmds(m, head);
	breakUpThp(frames, head);
	splitInLru(m, head);
	vm.thp_split_page++;
	const asksForRemap =
		m.kernel.remap[site] && (!m.kernel.needsShrinkUnderused || m.knobs.shrink_underused !== 0);
	const testsBefore = ledger.zeroTests[splitter];
	const remapped =
		exclusive === 0
			? remapSubpages(m, head, asksForRemap, splitter)
			: remapAll(m, head, exclusive, asksForRemap, splitter);
	const tests = ledger.zeroTests[splitter] - testsBefore;
	const costNs = COSTS.split + tests * COSTS.zeroTest + remapped * (COSTS.zeroRemap - COSTS.zeroTest);
	ledger.splitCpuNs[splitter] += costNs;
	if (splitter === 'ksmd') ksm.thread.stepNs += costNs;
	record(m, 'split', logged, remapped, splitter);
	return true;
}

/** The page of the folio that the log names: the one that the split is for, else one that is mapped; null if none is. */
function pageForLog({frames}: Machine, head: Frame, forSlot: Slot): Slot | null {
	if (forSlot !== 0) return forSlot;
	for (let i = 0; i < PAGES_PER_THP; i++) {
		const frame = (head + i) as Frame;
		if (frames.mapCount[frame] > 0) return ownerOf(frames, frame);
	}
	return null;
}

/** remap_page: restores the PTEs of every subpage, or maps the zeropage there; returns how many PTEs got the zeropage. */
function remapSubpages(m: Machine, head: Frame, asksForRemap: boolean, splitter: Splitter): number {
	const {frames} = m;
	let remapped = 0;
	for (let i = 0; i < PAGES_PER_THP; i++) {
		const frame = (head + i) as Frame;
		// Its mappings were removed before (a partial unmap); only the folio kept it.
		if (frames.mapCount[frame] === 0) freeBase(m, frame, 'discard');
		else if (asksForRemap && (frames.flags[frame] & FRAME_HWPOISON) === 0) {
			const slots = rmapWalkAnon(m, frame);
			// Mapped in one locked VMA the page itself is mlocked, whichever process maps it.
			if (slots.some((slot) => isLockedSlot(m, slot))) continue;
			for (const slot of slots) if (remapToZeropage(m, slot, frame, splitter)) remapped++;
		}
	}
	return remapped;
}

function remapAll(m: Machine, head: Frame, first: Slot, asksForRemap: boolean, splitter: Splitter): number {
	return asksForRemap && mayRemap(m, first) ? remapExclusive(m, head, first, splitter) : 0;
}

/** Whether the VMA that holds a PTE lets it be remapped. */
function mayRemap(m: Machine, slot: Slot): boolean {
	const vma = vmaOf(m, slot);
	if (vma === undefined || vma.locked) return false;
	return !(m.kernel.sparesMergeableWhileKsmRuns && (m.knobs.run & 1) !== 0 && vma.mergeable);
}

/** try_to_map_unused_to_zeropage for one PTE: contents are tested last, after all that may exempt the VMA. */
function remapToZeropage(m: Machine, slot: Slot, frame: Frame, splitter: Splitter): boolean {
	const {slots, ledger} = m;
	if (!mayRemap(m, slot)) return false;
	ledger.zeroTests[splitter]++;
	if (!countsAsZero(m, frame)) return false;
	invalidateSlot(m, slot);
	slots.pte[slot] = PTE_NONE;
	slots.present[slot >>> 9]--;
	processOf(m, slot).rssAnonPages--;
	dropMapping(m, slot, frame, 'split_remap', splitter);
	mapZeropage(m, slot, 'split');
	return true;
}
