// What charts draw: a fixed number of buckets over the whole run, each as wide as the others. When time runs past the
// last one, neighbours are joined and the width doubles, so memory stays flat however long the run. A bucket keeps the
// largest of what must not be averaged away (pages freed in one wakeup) and sums or last values of the rest.

import {FREE_CAUSES, type FreeCause} from '../core/index.js';

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
	/** Pages merged (ksm_merge and ksm_zero_page), folios split, pages scanned, ksmd's CPU ns, wakeups: sums over the bucket. */
	readonly merged: Float64Array;
	/** Pages that ksmd freed by merging or splitting; without what other splitters freed. */
	readonly freedByKsmd: Float64Array;
	readonly splits: Float64Array;
	readonly scanned: Float64Array;
	readonly cpuNs: Float64Array;
	readonly wakeups: Float64Array;
	/** Pages in use and zeropage PTEs at the bucket's end. -1 where nothing was taken: the one before holds. */
	readonly rssPages: Float64Array;
	readonly zeroPages: Float64Array;
	/** Figures that the preset asks for, at the bucket's end. NaN where nothing was taken: the one before holds. */
	readonly watched: ReadonlyMap<string, Float64Array>;
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

/** `watched`: names of figures that are kept beside the series that every history has. */
export function createHistory(watched: Iterable<string> = []): History {
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
	};
}

/** A copy that shares nothing with the original. */
export function copyHistory(history: History): History {
	const copy = createHistory(history.watched.keys());
	copy.widthNs = history.widthNs;
	copy.count = history.count;
	const from = seriesOf(history);
	for (const [index, [series]] of seriesOf(copy).entries()) series.set(from[index][0]);
	return copy;
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

/** Takes figures that count at the end of a bucket: pages on the zeropage, and what the preset watches. */
export function noteFigures(
	history: History,
	bucket: number,
	read: (name: string) => number | undefined,
): void {
	history.zeroPages[bucket] =
		(read('zeropage_ptes.ksm') ?? 0) +
		(read('zeropage_ptes.split') ?? 0) +
		(read('zeropage_ptes.fault') ?? 0);
	for (const [name, series] of history.watched) series[bucket] = read(name) ?? Number.NaN;
}
