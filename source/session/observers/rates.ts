// Rates over the time that matters: from ksmd's first wakeup until 90 % of what it freed was freed. The total is known
// only at the end, but the 90 % mark only moves forward, so points before it can be dropped on the way.

import {PAGE_BYTES, type ReadonlyMachine} from '../../core/index.js';

/** From the first wakeup until 90 % of what ksmd freed was freed, else until now. MB = 10^6 bytes. */
export interface Rates {
	/** Memory that ksmd freed, by merging and by the splits that it asked for, MB/s. */
	readonly freedMbS: number;
	/** The part of it that was freed by merging (ksm_merge and ksm_zero_page), MB/s. */
	readonly mergedMbS: number;
	/** ksmd's CPU time, 100 is one CPU all the time. */
	readonly ksmdCpuPercent: number;
	/** Pages that ksmd freed, mean of the wakeups; 0 without a wakeup. */
	readonly freedPerWakeup: number;
	/** Begin of the window, simulated ns. */
	readonly fromNs: number;
	/** End of the window, simulated ns. */
	readonly toNs: number;
	/** Wakeups in that time. */
	readonly wakeups: number;
}

/** ksmd's cumulative figures at the end of a wakeup. */
export interface RatePoint {
	/** Simulated ns. */
	readonly timeNs: number;
	/** Pages that ksmd freed by merging and by the splits that it asked for. */
	readonly freedPages: number;
	/** Those of them that it freed by merging (ksm_merge and ksm_zero_page). */
	readonly mergedPages: number;
	/** ksmd's CPU time, ns. */
	readonly cpuNs: number;
	/** Wakeups that have ended. */
	readonly wakeups: number;
}

/** ksmd's figures before it did anything, as they stood at `timeNs`. */
export const nothingAt = (timeNs: number): RatePoint => ({
	timeNs,
	freedPages: 0,
	mergedPages: 0,
	cpuNs: 0,
	wakeups: 0,
});

/** ksmd's cumulative figures now. */
export function ratePoint(machine: ReadonlyMachine): RatePoint {
	const {ledger, ksm} = machine;
	const mergedPages = ledger.freedPages.ksm_merge + ledger.freedPages.ksm_zero_page;
	return {
		timeNs: machine.nowNs,
		freedPages: mergedPages + ledger.splitRemapBy.ksmd,
		mergedPages,
		cpuNs: ksm.thread.cpuNs,
		wakeups: ksm.thread.wakeups,
	};
}

const SHARE_OF_FREED = 0.9;
/** Beyond this every other point is dropped: an error far below the figures' last digit, for bounded memory. */
const POINTS_KEPT = 65_536;
const MB = 1e6;
const SECOND_NS = 1e9;

/** The most pages that ksmd freed in any second, in MB/s. */
export const burstMbS = (pagesInOneSecond: number): number => (pagesInOneSecond * PAGE_BYTES) / MB;

/** Rates between two points; all 0 when no time passed. */
export function ratesBetween(from: RatePoint, to: RatePoint): Rates {
	const ns = to.timeNs - from.timeNs;
	const wakeups = to.wakeups - from.wakeups;
	const perSecond = (amount: number): number => (ns > 0 ? (amount * SECOND_NS) / ns : 0);
	return {
		freedMbS: perSecond((to.freedPages - from.freedPages) * PAGE_BYTES) / MB,
		mergedMbS: perSecond((to.mergedPages - from.mergedPages) * PAGE_BYTES) / MB,
		ksmdCpuPercent: ns > 0 ? (100 * (to.cpuNs - from.cpuNs)) / ns : 0,
		freedPerWakeup: wakeups > 0 ? (to.freedPages - from.freedPages) / wakeups : 0,
		fromNs: from.timeNs,
		toNs: to.timeNs,
		wakeups,
	};
}

/** Wakeups that freed something; those from `begin` on reached 90 % of what is freed by now. */
export interface RateWindow {
	/** Oldest first, at most 65,536. */
	points: RatePoint[];
	/** Index in `points`. */
	begin: number;
}

/** No wakeup freed anything yet. */
export const createRateWindow = (): RateWindow => ({points: [], begin: 0});

/** Notes a wakeup that freed pages. */
export function addRatePoint(window: RateWindow, point: RatePoint): void {
	window.points.push(Object.freeze(point));
	const mark = point.freedPages * SHARE_OF_FREED;
	while (window.points[window.begin].freedPages < mark) window.begin++;
	const {points, begin} = window;
	if (begin > 1024 && begin * 2 > points.length) {
		window.points = points.slice(begin);
		window.begin = 0;
	}
	if (window.points.length - window.begin > POINTS_KEPT) {
		const first = window.begin;
		const last = window.points.length - 1;
		window.points = window.points.filter((_, i) => i >= first && ((i - first) % 2 === 0 || i === last));
		window.begin = 0;
	}
}

/** From `firstWakeNs` (negative: ksmd never woke) until 90 % was freed; until `now` when nothing was. */
export function windowRates({points, begin}: RateWindow, firstWakeNs: number, now: RatePoint): Rates {
	const from = nothingAt(Math.max(0, firstWakeNs));
	return ratesBetween(from, begin < points.length ? points[begin] : now);
}
