// What charts draw: a fixed number of buckets over the whole run, each as wide as the others. When time runs past the
// last one, neighbours are joined and the width doubles, so memory stays flat however long the run. A bucket keeps the
// largest of what must not be averaged away (pages freed in one wakeup) and sums or last values of the rest.

import {FREE_CAUSES, memoryInUse, type FreeCause, type ReadonlyMachine} from '../../core/index.js';
import type {ChartId} from '../../scenario/watch.js';
import {ratePoint, type RatePoint} from './rates.js';

/** Buckets of every history. */
export const HISTORY_BUCKETS = 512;
const FIRST_WIDTH_NS = 1_000_000;

/** One series per run; index 0 is the bucket that begins at time 0. */
export interface History {
	/** Width of a bucket in simulated ns; equal in all runs of a session. */
	widthNs: number;
	/** Buckets in use: 0..count-1. Later ones are empty. */
	count: number;
	/** The most pages that ksmd freed in one wakeup of the bucket. */
	readonly maxFreed: Float64Array;
	/** The largest budget (pages_to_scan) of a wakeup in the bucket; 0 without a wakeup. */
	readonly budget: Float64Array;
	/** Pages freed in the bucket, by cause. */
	readonly freed: Readonly<Record<FreeCause, Float64Array>>;
	/** Pages merged in the bucket (ksm_merge and ksm_zero_page). */
	readonly merged: Float64Array;
	/** Pages that ksmd freed in the bucket by merging or splitting; without those that other splitters freed. */
	readonly freedByKsmd: Float64Array;
	/** Folios split in the bucket, by anyone (thp_split_page). */
	readonly splits: Float64Array;
	/** Pages scanned in the bucket (pages_scanned). */
	readonly scanned: Float64Array;
	/** ksmd's CPU time in the bucket, ns. */
	readonly cpuNs: Float64Array;
	/** Wakeups that ended in the bucket. */
	readonly wakeups: Float64Array;
	/** Pages in use at the bucket's end; -1 where nothing was taken: the bucket before holds. */
	readonly rssPages: Float64Array;
	/** Zeropage PTEs at the bucket's end; -1 likewise. */
	readonly zeroPages: Float64Array;
	/** Figures that the preset asks for, at the bucket's end, by name. NaN where nothing was taken: the bucket before holds. */
	readonly watched: ReadonlyMap<string, Float64Array>;
	/** Charts for which there is nothing to draw, because what they show is not known of this run. */
	readonly lacks: ReadonlySet<ChartId>;
}

/** Series that add up when buckets are joined, those that keep the largest, and those that keep the last. */
type Joining = 'sum' | 'max' | 'last' | 'latest';

/** What a bucket holds before anything was taken. */
const EMPTY: Readonly<Record<Joining, number>> = {sum: 0, max: 0, last: -1, latest: Number.NaN};

function seriesOf(history: History): Array<[Float64Array, Joining]> {
	return [
		[history.maxFreed, 'max'],
		[history.budget, 'max'],
		[history.merged, 'sum'],
		[history.freedByKsmd, 'sum'],
		[history.splits, 'sum'],
		[history.scanned, 'sum'],
		[history.cpuNs, 'sum'],
		[history.wakeups, 'sum'],
		[history.rssPages, 'last'],
		[history.zeroPages, 'last'],
		...FREE_CAUSES.map((cause): [Float64Array, Joining] => [history.freed[cause], 'sum']),
		...[...history.watched.values()].map((series): [Float64Array, Joining] => [series, 'latest']),
	];
}

/** An empty history. `watched`: names of figures that are kept beside the series that every history has; `lacks`: see History. */
export function createHistory(
	watched: Iterable<string> = [],
	lacks: ReadonlySet<ChartId> = new Set(),
): History {
	const series = (): Float64Array => new Float64Array(HISTORY_BUCKETS);
	return {
		widthNs: FIRST_WIDTH_NS,
		count: 0,
		maxFreed: series(),
		budget: series(),
		freed: Object.fromEntries(FREE_CAUSES.map((cause) => [cause, series()])) as Record<
			FreeCause,
			Float64Array
		>,
		merged: series(),
		freedByKsmd: series(),
		splits: series(),
		scanned: series(),
		cpuNs: series(),
		wakeups: series(),
		rssPages: series().fill(-1),
		zeroPages: series().fill(-1),
		watched: new Map([...watched].map((name) => [name, series().fill(Number.NaN)])),
		lacks,
	};
}

function join(one: number, other: number, how: Joining): number {
	if (how === 'sum') return one + other;
	if (how === 'max') return Math.max(one, other);
	if (how === 'latest') return Number.isNaN(other) ? one : other;
	return other < 0 ? one : other;
}

/** Doubles the width until `timeNs` has a bucket. */
export function widen(history: History, timeNs: number): void {
	while (timeNs >= history.widthNs * HISTORY_BUCKETS) {
		const half = HISTORY_BUCKETS / 2;
		for (const [series, how] of seriesOf(history)) {
			for (let i = 0; i < half; i++) series[i] = join(series[2 * i], series[2 * i + 1], how);
			series.fill(EMPTY[how], half);
		}
		history.widthNs *= 2;
		history.count = Math.ceil(history.count / 2);
	}
}

/** The bucket of a time, in use from now on. */
export function bucketAt(history: History, timeNs: number): number {
	widen(history, timeNs);
	const bucket = Math.floor(timeNs / history.widthNs);
	if (bucket >= history.count) history.count = bucket + 1;
	return bucket;
}

/** What is observed: a machine, and its run's figures by name, rates included. */
export interface Observed {
	/** The machine, which is only read. */
	readonly machine: ReadonlyMachine;
	/** The run's figure of that name, rates included; undefined when there is none. */
	readonly figure: (name: string) => number | undefined;
}

/** Cumulative figures when the history was last written: the next time adds what came since. */
export interface HistoryMark {
	/** Pages freed, in the order of FREE_CAUSES. */
	readonly freed: readonly number[];
	/** Folios split so far (thp_split_page). */
	readonly splits: number;
	/** Pages scanned so far (pages_scanned). */
	readonly scanned: number;
	/** ksmd's own figures. */
	readonly ksmd: RatePoint;
}

/** The machine's cumulative figures now. */
export const historyMark = (machine: ReadonlyMachine): HistoryMark => ({
	freed: FREE_CAUSES.map((cause) => machine.ledger.freedPages[cause]),
	splits: machine.vm.thp_split_page,
	scanned: machine.ksm.pagesScanned,
	ksmd: ratePoint(machine),
});

/** Adds what came since `before`, in the bucket of now. Returns the mark for the next time. */
export function writeHistory(
	history: History,
	{machine, figure}: Observed,
	before: HistoryMark,
): HistoryMark {
	const bucket = bucketAt(history, machine.nowNs);
	const now = historyMark(machine);
	for (const [i, cause] of FREE_CAUSES.entries())
		history.freed[cause][bucket] += now.freed[i] - before.freed[i];
	history.merged[bucket] += now.ksmd.mergedPages - before.ksmd.mergedPages;
	history.freedByKsmd[bucket] += now.ksmd.freedPages - before.ksmd.freedPages;
	history.cpuNs[bucket] += now.ksmd.cpuNs - before.ksmd.cpuNs;
	history.wakeups[bucket] += now.ksmd.wakeups - before.ksmd.wakeups;
	history.splits[bucket] += now.splits - before.splits;
	history.scanned[bucket] += now.scanned - before.scanned;
	writeLevels(history, {machine, figure}, bucket);
	return now;
}

/** Takes figures that are levels, not sums: those at the end of the bucket. */
function writeLevels(history: History, {machine, figure}: Observed, bucket: number): void {
	const {ksm, split, fault} = machine.thp.zeropagePtes;
	history.rssPages[bucket] = memoryInUse(machine);
	history.zeroPages[bucket] = ksm + split + fault;
	for (const [name, series] of history.watched) series[bucket] = figure(name) ?? Number.NaN;
}

/** Notes a wakeup that just ended: what it freed, against its budget. */
export function writeWakeup(history: History, machine: ReadonlyMachine): void {
	const bucket = bucketAt(history, machine.nowNs);
	const {lastFreed, budget} = machine.ksm.thread;
	history.maxFreed[bucket] = Math.max(history.maxFreed[bucket], lastFreed);
	history.budget[bucket] = Math.max(history.budget[bucket], budget);
}
