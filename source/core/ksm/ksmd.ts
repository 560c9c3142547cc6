// ksmd as a thread: wakeups, each of pages_to_scan pages, and sleeps in timer ticks (mm/ksm.c, ksm_scan_thread,
// ksm_do_scan). It takes a page when it has finished the one before; what it does to a page happens at that moment,
// and the page's cost then keeps it busy. A wakeup ends when its last page is finished.

import {isStep, type Steps} from '../base/steps.js';
import {tickNs, tickOf, ticksOfMs} from '../clock.js';
import {COSTS} from '../catalogue/costs.js';
import {drainLruBatch} from '../mm/reclaim/lru-batch.js';
import {recordFreedByVisit} from './freed-burst.js';
import type {Machine} from '../state/machine.js';
import {shouldRun} from './thread.js';
import {hasLongWork, longWorkOf, workOn} from './long-work.js';
import {nextCandidate, NOT_YET} from './scan.js';
import {findPartner, visitPage} from './visit.js';
import {beginGrowth, isTableFull} from './fast/unstable-table.js';
import {visitRun} from './fast/visit-run.js';
import type {Frame, Slot} from '../base/brands.js';

/** A run of fewer pages than this is no faster than single visits. */
const SHORT_RUN = 4;
/** The most pages that are taken one by one before another run is tried. */
const MOST_SINGLE = 32;

/** When ksmd does the next thing by itself; Infinity while it waits to be woken. */
export function nextKsmdNs(m: Machine): number {
	const {thread} = m.ksm;
	return thread.budgetLeft >= 0 ? thread.busyUntilNs : thread.nextWakeNs;
}

/** Charges ksmd the time of what it has just done. */
function chargeStep(m: Machine): void {
	const {thread} = m.ksm;
	const ns =
		m.config.costScale === 1 ? thread.stepNs : Math.max(1, Math.round(thread.stepNs * m.config.costScale));
	thread.stepNs = 0;
	thread.cpuNs += ns;
	thread.busyUntilNs += ns;
}

/**
 * Lets ksmd work from its next moment on, taking no page at or after `beforeNs` and at most `maxPages` pages. Returns
 * the pages that it took, and whether a wakeup ended, in which case it stops there, as it does where long work has to be
 * done before it can go on.
 */
export function runKsmd(
	m: Machine,
	beforeNs: number,
	maxPages: number,
): {pages: number; wakeupEnded: boolean; hasLongWork: boolean} {
	const {thread} = m.ksm;
	let pages = 0;
	if (thread.budgetLeft < 0) {
		m.nowNs = thread.nextWakeNs;
		if (!shouldRun(m)) {
			thread.nextWakeNs = Infinity;
			return {pages, wakeupEnded: false, hasLongWork: false};
		}
		beginWakeup(m);
	}
	/** Pages to take one by one before the next attempt at a run: one more for each attempt in a row that led nowhere. */
	let single = 0;
	let failures = 0;
	while (thread.busyUntilNs < beforeNs) {
		m.nowNs = thread.busyUntilNs;
		if (hasLongWork(m)) return {pages, wakeupEnded: false, hasLongWork: true};
		if (thread.ending) {
			endWakeup(m);
			return {pages, wakeupEnded: true, hasLongWork: false};
		}
		if (pages >= maxPages) break;
		if (isTableFull(m)) {
			beginGrowth(m);
			continue;
		}
		if (thread.visit.isUnderWay) {
			if (takePage(m)) pages++;
			continue;
		}
		if (single > 0) single--;
		else {
			const visited = visitRun(m, beforeNs, maxPages - pages);
			failures = visited < SHORT_RUN ? Math.min(failures + 1, MOST_SINGLE) : 0;
			single = failures;
			pages += visited;
			if (visited > 0) continue;
		}
		if (takePage(m)) pages++;
	}
	return {pages, wakeupEnded: false, hasLongWork: false};
}

function beginWakeup(m: Machine): void {
	const {thread} = m.ksm;
	if (thread.firstWakeNs < 0) thread.firstWakeNs = m.nowNs;
	thread.budget = m.knobs.pages_to_scan;
	thread.budgetLeft = thread.budget;
	thread.scannedInWakeup = 0;
	thread.ending = thread.budget === 0;
	thread.wakeupStartNs = m.nowNs;
	thread.busyUntilNs = m.nowNs;
	thread.nextWakeNs = Infinity;
	thread.stepNs = COSTS.wakeup;
	m.ledger.freedInWakeup = 0;
	chargeStep(m);
}

/** One turn of ksm_do_scan's loop, or the rest of one. False when there is long work to be done before it can go on. */
function takePage(m: Machine): boolean {
	const {thread} = m.ksm;
	const {visit} = thread;
	if (!visit.isUnderWay) {
		visit.isUnderWay = true;
		visit.freedBefore = m.ledger.freedInWakeup;
		visit.slot = 0 as Slot;
	}
	if (visit.slot !== 0) findPartner(m, visit.slot, visit.page);
	else {
		const slot = nextCandidate(m);
		if (slot === NOT_YET) return false;
		if (slot === 0) {
			visit.isUnderWay = false;
			thread.ending = true;
			chargeStep(m);
			return true;
		}
		const page = m.slots.frame[slot] as Frame;
		if (!visitPage(m, slot)) {
			visit.slot = slot;
			visit.page = page;
			return false;
		}
	}
	visit.isUnderWay = false;
	countPage(m, visit.freedBefore);
	return true;
}

/** A page has been scanned. */
function countPage(m: Machine, freedBefore: number): void {
	const {ksm, ledger} = m;
	const {thread} = ksm;
	ksm.pagesScanned++;
	thread.scannedInWakeup++;
	thread.scannedInFullScan++;
	const freedPages = ledger.freedInWakeup - freedBefore;
	if (freedPages > 0) recordFreedByVisit(ledger, m.nowNs, freedPages);
	thread.freedInFullScan += freedPages;
	thread.ending = --thread.budgetLeft === 0;
	chargeStep(m);
}

function endWakeup(m: Machine): void {
	const {ledger} = m;
	const {thread} = m.ksm;
	thread.wakeups++;
	thread.lastScanned = thread.scannedInWakeup;
	thread.lastFreed = ledger.freedInWakeup;
	thread.budgetLeft = -1;
	thread.ending = false;
	if (m.config.drainsAfterWakeup === true) drainLruBatch(m);
	if (ledger.freedInWakeup > ledger.maxFreedInOneWakeup) ledger.maxFreedInOneWakeup = ledger.freedInWakeup;
	if (ledger.freedInWakeup > thread.budget) ledger.wakeupsOverBudget++;
	ledger.longestWakeupNs = Math.max(ledger.longestWakeupNs, thread.busyUntilNs - thread.wakeupStartNs);
	thread.nextWakeNs = shouldRun(m) ? sleepUntilNs(m) : Infinity;
}

/** When a sleep of sleep_millisecs that begins now ends: ceil(ms * HZ / 1000) + 1 ticks after the tick of now; 0 ms do not sleep. */
function sleepUntilNs(m: Machine): number {
	const sleepMs = m.knobs.sleep_millisecs;
	if (sleepMs === 0) return m.nowNs;
	return tickNs(m, tickOf(m, m.nowNs) + ticksOfMs(m, sleepMs) + 1);
}

/** Completes the wakeup under way at once: for a write that waits for the mutex that ksmd holds. */
export function* finishWakeup(m: Machine): Steps {
	const {thread} = m.ksm;
	if (thread.budgetLeft < 0) return;
	for (let pages = 1; !thread.ending; pages++) {
		if (isStep(pages)) yield 1 - thread.budgetLeft / thread.budget;
		if (takePage(m)) continue;
		while (!workOn(m)) yield longWorkOf(m).done;
	}
	endWakeup(m);
}
