// The cursor: finding the next page for ksmd to visit (mm/ksm.c, scan_get_next_rmap_item). Holes, swap entries,
// zeropage PTEs and pages that smart scan skips are passed over and do not count against pages_to_scan. Up to 6.17 each
// address is looked up by itself (folio_walk_start), since 6.18 page tables are walked in ranges; only their cost differs.

import {COSTS} from '../catalogue/costs.js';
import type {PageNumber, Slot} from '../base/brands.js';
import {record} from '../events.js';
import type {Machine} from '../state/machine.js';
import {drainLruBatch} from '../mm/reclaim/lru-batch.js';
import {blockOf} from '../mm/folio.js';
import {BLOCK_THP} from '../state/mm/frames.js';
import type {Process, Vma} from '../state/mm/process.js';
import {ITEM_EXISTS, PTE_KIND, PTE_PRESENT, PTE_ZERO, PTE_ZERO_KSM} from '../state/mm/slots.js';
import {firstVmaAfter} from '../mm/vma/find.js';
import {advisorStartScan, advisorStopScan} from './control/advisor.js';
import {removeCurrentMm, rewindCursor} from './mm-list.js';
import {passItems} from './long-work.js';
import {createItem} from './items/rmap-items.js';
import {skipsHugePages} from './skip-huge.js';
import {shouldSkip} from './smart-scan.js';
import {dropIfStale} from './stable/items.js';
import {resetUnstableTree} from './unstable/unstable-tree.js';

const NO_SLOT = 0 as Slot;
/** The cursor has not come to a page yet: there is long work to be done before. */
export const NOT_YET = -1 as Slot;
const END_OF_ADDRESSES = 0xffff_ffff as PageNumber;

function beginFullScan(m: Machine): void {
	advisorStartScan(m);
	drainLruBatch(m);
	if (m.knobs.merge_across_nodes === 0) for (const node of [...m.ksm.migrateList]) dropIfStale(m, node);
	resetUnstableTree(m);
	m.ksm.cursor.at = 0;
	rewindCursor(m);
	m.ksm.thread.scannedInFullScan = 0;
	m.ksm.thread.freedInFullScan = 0;
}

function endFullScan(m: Machine): void {
	const {ksm} = m;
	ksm.cursor.at = -1;
	advisorStopScan(m);
	ksm.fullScans++;
	ksm.fullScansEver++;
	record(m, 'full_scan', ksm.fullScans, ksm.thread.scannedInFullScan, ksm.thread.freedInFullScan);
}

/**
 * The slot of the next page to visit, with its rmap_item made and the cursor moved on; 0 at the end of a full scan, or
 * when no mm is on the list; NOT_YET when there is long work to be done before: then ask again.
 */
export function nextCandidate(m: Machine): Slot {
	const {ksm} = m;
	const {cursor} = ksm;
	if (ksm.mms.length === 0) return NO_SLOT;
	if (cursor.at < 0) beginFullScan(m);
	for (;;) {
		const process = m.processes[ksm.mms[cursor.at]];
		const slot = process.alive ? nextInProcess(m, process) : NO_SLOT;
		if (slot !== 0) return slot;
		if (!process.alive && !cursor.isLeaving) rewindCursor(m);
		cursor.isLeaving = true;
		if (!passItems(m, process, END_OF_ADDRESSES)) return NOT_YET;
		// No mergeable VMA was seen, or the mm is gone: it leaves the list.
		if (cursor.address === 0) removeCurrentMm(m, process);
		else cursor.at++;
		rewindCursor(m);
		if (cursor.at >= ksm.mms.length) {
			endFullScan(m);
			return NO_SLOT;
		}
	}
}

function nextInProcess(m: Machine, process: Process): Slot {
	const {cursor} = m.ksm;
	const {vmas} = process;
	for (let at = firstVmaAfter(process, cursor.address); at < vmas.length; at++) {
		const vma = vmas[at];
		if (!vma.mergeable) continue;
		if (cursor.address < vma.start) cursor.address = vma.start;
		if (vma.anonVma !== 0 && cursor.address < vma.end) {
			const slot = nextInVma(m, process, vma);
			if (slot !== 0) return slot;
		}
		cursor.address = vma.end;
	}
	return NO_SLOT;
}

/**
 * Passing over so many addresses of a range, of whose PTEs so many map the zeropage and none a page. Since 6.18 page
 * tables are walked whole; before, each address was looked up by itself.
 */
function passingNs(m: Machine, addresses: number, zeros: number): number {
	if (m.since['6.18']) return zeros * COSTS.zeropagePteWalked;
	const ofZeros = Math.min(zeros, addresses);
	return ofZeros * COSTS.zeropagePteLookedUp + (addresses - ofZeros) * COSTS.holeLookedUp;
}

/** Walks the page table of one VMA from the cursor to the next page that is to be visited. */
function nextInVma(m: Machine, process: Process, vma: Vma): Slot {
	const {slots, frames, knobs} = m;
	const {cursor, thread} = m.ksm;
	const {pte, present, zero} = slots;
	const skipHuge = m.kernel.skipsHuge !== 'never' && skipsHugePages(m);
	const addressOfSlot0 = vma.start - vma.slot;
	const end = vma.slot + (vma.end - vma.start);
	let slot = cursor.address - addressOfSlot0;
	while (slot < end) {
		const range = slot >>> 9;
		const stop = Math.min(end, (range + 1) << 9);
		if (present[range] === 0) {
			thread.stepNs += passingNs(m, stop - slot, zero[range]);
			slot = stop;
			continue;
		}
		for (; slot < stop; slot++) {
			const kind = pte[slot] & PTE_KIND;
			if (kind !== PTE_PRESENT) {
				thread.stepNs += passingNs(m, 1, kind === PTE_ZERO || kind === PTE_ZERO_KSM ? 1 : 0);
				continue;
			}
			const page = slots.frame[slot];
			if (skipHuge && frames.blockState[blockOf(page as never)] === BLOCK_THP) continue;
			const address = (slot + addressOfSlot0) as PageNumber;
			if (cursor.dropFrom !== address) {
				// What was walked over on the way here has been charged.
				cursor.address = address;
				if (!passItems(m, process, address)) return NOT_YET;
			}
			cursor.dropFrom = (address + 1) as PageNumber;
			cursor.address = (address + 1) as PageNumber;
			if ((slots.item[slot] & ITEM_EXISTS) === 0) createItem(m, process, slot as Slot);
			if (knobs.smart_scan !== 0 && shouldSkip(m, slot as Slot, page)) {
				thread.stepNs += COSTS.skipped;
				continue;
			}
			return slot as Slot;
		}
	}
	return NO_SLOT;
}
