// The clock: the thread that is due first acts first, at its time; at a tie ksmd does. Nothing happens between two such
// moments, so time jumps from one to the next, and how a caller divides a span of time into calls never changes the outcome.
// Each turn moves the time at which its thread is due, takes a page, or ends a wakeup: a turn that does none of these
// would repeat without end, and is a broken invariant.

import {InvariantError} from './base/invariant.js';
import {workOn} from './ksm/long-work.js';
import {nextKsmdNs, runKsmd} from './ksm/ksmd.js';
import type {Machine} from './state/machine.js';
import {nextKhugepagedNs, runKhugepaged} from './thp/khugepaged.js';

/** When the machine acts next by itself, ns; Infinity if it never will. */
export function nextEventNs(m: Machine): number {
	return Math.min(nextKsmdNs(m), nextKhugepagedNs(m));
}

const stuck = (thread: string, ns: number): InvariantError =>
	new InvariantError(`invariant broken: ${thread} had its turn at ${ns} ns, did nothing, and is due again`);

/**
 * Advances to `toNs`, and not beyond: what is due at or after it stays undone. Returns 'time' when it is reached, 'wakeup'
 * as soon as a wakeup of ksmd ends, 'pages' when ksmd has taken `maxPages` pages. With a finite `maxPages` it returns 'working'
 * in the middle of what takes long here though no simulated time passes (see ksm/long-work.ts): call it with the same `toNs`
 * again, before anything else is done to the machine.
 */
export function advance(
	m: Machine,
	toNs: number,
	maxPages = Infinity,
): 'time' | 'wakeup' | 'pages' | 'working' {
	let pagesLeft = maxPages;
	for (;;) {
		const ksmdNs = nextKsmdNs(m);
		const khugepagedNs = nextKhugepagedNs(m);
		if (ksmdNs >= toNs && khugepagedNs >= toNs) break;
		if (khugepagedNs < ksmdNs) {
			m.nowNs = khugepagedNs;
			runKhugepaged(m);
			if (nextKhugepagedNs(m) <= khugepagedNs) throw stuck('khugepaged', khugepagedNs);
			continue;
		}
		// At a tie ksmd takes the one page that is due now.
		const beforeNs = khugepagedNs === ksmdNs ? ksmdNs + 1 : khugepagedNs;
		const {pages, wakeupEnded, hasLongWork} = runKsmd(m, Math.min(toNs, beforeNs), pagesLeft);
		if (wakeupEnded) return 'wakeup';
		if (hasLongWork) {
			if (!workOn(m) && maxPages !== Infinity) return 'working';
			continue;
		}
		if (pages === 0 && nextKsmdNs(m) <= ksmdNs) throw stuck('ksmd', ksmdNs);
		pagesLeft -= pages;
		if (pagesLeft <= 0) return 'pages';
	}
	// Without an end, and with nothing left to happen, the time stays as it is.
	if (toNs !== Infinity) m.nowNs = toNs;
	return 'time';
}
