// What charts draw of a watched machine. What rose between two samples is spread evenly over the time between them, so
// that a rate is the mean over that time and not a spike at its end.

import type {ChartId} from '../../scenario/watch.js';
import {bucketAt, createHistory, type History} from '../../session/observers/history.js';
import type {HostLedger} from '../watch/ledger.js';
import type {HostSample} from '../sample/sample.js';

/** What a single wakeup freed, what was freed by cause, and what splits remapped: no kernel shows it. */
const LACKS: ReadonlySet<ChartId> = new Set(['wakeup', 'freed', 'remapped']);

/** Figures that are drawn at their level, beside those that every history has. */
const WATCHED_LEVELS = ['pages_sharing', 'ksm_zero_pages', 'general_profit', 'unaccounted_pages'];

/** Without the charts that a real kernel has no figures for. */
export const createHostHistory = (): History => createHistory(WATCHED_LEVELS, LACKS);

/** Adds `amount`, which came between `fromNs` and `toNs`, to the buckets of that time by their share of it. */
function spread(history: History, series: Float64Array, amount: number, fromNs: number, toNs: number): void {
	if (!(amount > 0)) return;
	const {widthNs} = history;
	const last = Math.floor(toNs / widthNs);
	for (let bucket = Math.floor(fromNs / widthNs); bucket <= last; bucket++) {
		const overlap = Math.min(toNs, (bucket + 1) * widthNs) - Math.max(fromNs, bucket * widthNs);
		series[bucket] += toNs > fromNs ? (amount * overlap) / (toNs - fromNs) : amount;
	}
}

/** Writes what came between two states of the ledger, and the levels of the newest sample. */
export function writeHostHistory(
	history: History,
	sample: HostSample,
	before: HostLedger | undefined,
	now: HostLedger,
	figure: (name: string) => number | undefined,
): void {
	const bucket = bucketAt(history, now.timeNs);
	if (before !== undefined) {
		const merged = now.mergedPages + now.zeroPages - before.mergedPages - before.zeroPages;
		const add = (series: Float64Array, amount: number): void =>
			spread(history, series, amount, before.timeNs, now.timeNs);
		add(history.merged, merged);
		add(history.scanned, now.risen.pages_scanned - before.risen.pages_scanned);
		add(history.splits, now.risen.thp_split_page - before.risen.thp_split_page);
		add(history.cpuNs, now.cpuNs - before.cpuNs);
		add(history.wakeups, now.sleeps - before.sleeps);
	}
	history.rssPages[bucket] = sample.counters.get('nr_anon_pages') ?? -1;
	history.zeroPages[bucket] = sample.counters.get('ksm_zero_pages') ?? -1;
	for (const [name, series] of history.watched) series[bucket] = figure(name) ?? Number.NaN;
}
