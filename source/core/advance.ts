// The clock: whoever is due first acts first, at its time. Nothing happens between two such moments, so time jumps from
// one to the next, and how a caller divides a stretch of time into calls never changes the outcome.

import {nextKsmdNs, runKsmd} from './ksm/ksmd.js';
import type {Machine} from './state/machine.js';
import {nextKhugepagedNs, runKhugepaged} from './thp/khugepaged.js';

/** When the machine does the next thing by itself (ns); Infinity if it never will. */
export function nextEventNs(m: Machine): number {
	return Math.min(nextKsmdNs(m), nextKhugepagedNs(m));
}

/**
 * Advances to `toNs`, and not beyond: what is due at or after it stays undone. Returns 'time' when it is reached, 'wakeup'
 * as soon as a batch of ksmd ends, 'pages' when ksmd has taken `maxPages` pages.
 */
export function advance(m: Machine, toNs: number, maxPages = Infinity): 'time' | 'wakeup' | 'pages' {
	let pagesLeft = maxPages;
	for (;;) {
		const ksmdNs = nextKsmdNs(m);
		const khugepagedNs = nextKhugepagedNs(m);
		if (ksmdNs >= toNs && khugepagedNs >= toNs) break;
		if (khugepagedNs < ksmdNs) {
			m.nowNs = khugepagedNs;
			runKhugepaged(m);
			continue;
		}
		const {pages, batchEnded} = runKsmd(m, Math.min(toNs, khugepagedNs), pagesLeft);
		if (batchEnded) return 'wakeup';
		pagesLeft -= pages;
		if (pagesLeft <= 0) return 'pages';
	}
	// Towards the end of time, and nothing will ever happen again: time stands still.
	if (toNs !== Infinity) m.nowNs = toNs;
	return 'time';
}
