// khugepaged as a thread (mm/khugepaged.c: khugepaged, khugepaged_do_scan, khugepaged_scan_mm_slot): it wakes every
// scan_sleep_millisecs and continues where it stopped, through the VMAs in which THPs may be, until it has made progress
// of pages_to_scan: one for each mm and VMA that it skips, and for each PMD range 512, or since 7.3 one for each PTE that
// it scans. Its own CPU time, shmem and file pages, and THPs of other sizes are left out.

import type {PageNumber} from '../base/brands.js';
import {tickNs, tickOf, ticksOfMs} from '../clock.js';
import type {Machine} from '../state/machine.js';
import {drainLruBatch} from '../mm/reclaim/lru-batch.js';
import type {Process} from '../state/mm/process.js';
import {firstVmaAfter, slotIn} from '../mm/vma/find.js';
import {PAGES_PER_THP} from '../base/page-size.js';
import {collapseAllowed} from './allowable.js';
import {tryCollapse} from './collapse.js';
import type {CollapseLimits} from './collapse-scan.js';

const NOWHERE = 0 as PageNumber;

/** khugepaged_has_work. */
const hasWork = (m: Machine): boolean => m.thp.khugepaged.mms.length > 0 && m.knobs.enabled !== 'never';

/** When khugepaged acts next by itself, ns; Infinity while it has nothing to do. */
export function nextKhugepagedNs(m: Machine): number {
	const {nextWakeNs} = m.thp.khugepaged;
	return nextWakeNs === Infinity && hasWork(m) ? m.nowNs : nextWakeNs;
}

/** A write to one of its two sleeps ends the one under way. */
export function wakeKhugepaged(m: Machine): void {
	const {khugepaged} = m.thp;
	if (khugepaged.nextWakeNs !== Infinity) khugepaged.nextWakeNs = m.nowNs;
}

/** When a sleep that begins now ends. A sleep of 0 lasts a tick here, because khugepaged's work takes no time. */
const sleepEndNs = (m: Machine, ms: number): number => tickNs(m, tickOf(m, m.nowNs) + ticksOfMs(m, ms) + 1);

/** One wakeup, or the rest of one that slept for lack of memory. */
export function runKhugepaged(m: Machine): void {
	const {khugepaged} = m.thp;
	if (khugepaged.progress < 0) {
		drainLruBatch(m);
		if (!hasWork(m)) {
			khugepaged.nextWakeNs = Infinity;
			return;
		}
		khugepaged.progress = 0;
		khugepaged.budget = Number(m.knobs['khugepaged/pages_to_scan']);
		khugepaged.headPasses = 0;
		khugepaged.hasSlept = false;
	}
	if (scanUntilDone(m)) {
		khugepaged.progress = -1;
		khugepaged.nextWakeNs = hasWork(m)
			? sleepEndNs(m, Number(m.knobs['khugepaged/scan_sleep_millisecs']))
			: Infinity;
	} else khugepaged.nextWakeNs = sleepEndNs(m, Number(m.knobs['khugepaged/alloc_sleep_millisecs']));
}

/** khugepaged_do_scan; false when it first has to wait for memory. */
function scanUntilDone(m: Machine): boolean {
	const {khugepaged} = m.thp;
	while (khugepaged.progress < khugepaged.budget) {
		if (khugepaged.at < 0) khugepaged.headPasses++;
		if (!hasWork(m) || khugepaged.headPasses >= 2) return true;
		const outOfMemory = scanMm(m);
		if (!outOfMemory || khugepaged.progress >= khugepaged.budget) continue;
		if (khugepaged.hasSlept) return true;
		khugepaged.hasSlept = true;
		return false;
	}
	return true;
}

function limitsOf(m: Machine): CollapseLimits {
	return {
		maxPtesNone: Number(m.knobs['khugepaged/max_ptes_none']),
		maxPtesSwap: Number(m.knobs['khugepaged/max_ptes_swap']),
		maxPtesShared: Number(m.knobs['khugepaged/max_ptes_shared']),
	};
}

/** Continues in the mm under the cursor, to its end, the next collapse or the end of the budget. Returns whether memory was short. */
function scanMm(m: Machine): boolean {
	const {khugepaged} = m.thp;
	if (khugepaged.at < 0) {
		khugepaged.at = 0;
		khugepaged.address = NOWHERE;
	}
	khugepaged.progress++;
	const process = m.processes[khugepaged.mms[khugepaged.at]];
	const found = process.alive ? scanVmas(m, process) : 'end';
	if (found !== 'end') return found === 'alloc_failed';
	if (process.alive) khugepaged.at++;
	else {
		khugepaged.mms.splice(khugepaged.at, 1);
		khugepaged.registered.delete(process.id);
	}
	khugepaged.address = NOWHERE;
	if (khugepaged.at < khugepaged.mms.length) return false;
	khugepaged.at = -1;
	khugepaged.fullScans++;
	return false;
}

/** 'end' when the last VMA is done; otherwise it stopped on the way. */
function scanVmas(m: Machine, process: Process): 'end' | 'stopped' | 'alloc_failed' {
	const {khugepaged} = m.thp;
	const limits = limitsOf(m);
	for (let at = firstVmaAfter(process, khugepaged.address); at < process.vmas.length; at++) {
		const vma = process.vmas[at];
		const start = Math.ceil(vma.start / PAGES_PER_THP) * PAGES_PER_THP;
		const end = vma.end - (vma.end % PAGES_PER_THP);
		if (!collapseAllowed(m, vma) || khugepaged.address > end) {
			khugepaged.progress++;
			continue;
		}
		if (khugepaged.address < start) khugepaged.address = start as PageNumber;
		while (khugepaged.address < end) {
			const {refusal, scannedPtes, attempted} = tryCollapse(m, vma, slotIn(vma, khugepaged.address), limits);
			khugepaged.address = (khugepaged.address + PAGES_PER_THP) as PageNumber;
			khugepaged.progress += m.since['7.3'] ? scannedPtes : PAGES_PER_THP;
			if (refusal === null) khugepaged.pagesCollapsed++;
			if (refusal === 'alloc_failed') return 'alloc_failed';
			// An attempt drops the mmap lock, and the mm is entered again.
			if (attempted || khugepaged.progress >= khugepaged.budget) return 'stopped';
		}
	}
	return 'end';
}
