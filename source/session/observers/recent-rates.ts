// Rates over the latest buckets of the charts' history.

import type {History} from './history.js';
import {nothingAt, ratesBetween, type Rates} from './rates.js';

/** Rates over the latest stretch of about `spanNs` before `nowNs` (simulated ns), in whole buckets of the history. */
export function recentRates(history: History, nowNs: number, spanNs: number): Rates {
	const last = Math.floor(nowNs / history.widthNs);
	const first = Math.max(0, last - Math.max(1, Math.round(spanNs / history.widthNs)) + 1);
	const sum = (series: Float64Array): number => {
		let total = 0;
		for (let i = first; i <= last && i < history.count; i++) total += series[i];
		return total;
	};
	return ratesBetween(nothingAt(first * history.widthNs), {
		timeNs: nowNs,
		freedPages: sum(history.freedByKsmd),
		mergedPages: sum(history.merged),
		cpuNs: sum(history.cpuNs),
		wakeups: sum(history.wakeups),
	});
}
