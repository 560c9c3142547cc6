// Reads the recordings of real kernels that the conformance tests compare with (test/fixtures). How they were taken is
// said in the README of that folder.

import {readFileSync} from 'node:fs';
import {gunzipSync} from 'node:zlib';

function read(name: string): unknown {
	const packed = readFileSync(new URL(`../fixtures/${name}.json.gz`, import.meta.url));
	return JSON.parse(gunzipSync(packed).toString());
}

/** One run of ksmd on one kernel of the thread. */
export interface VariantRun {
	kernel: string;
	test: string;
	workload: string;
	mib: number;
	knobs: Record<string, number>;
	/** A row per full scan, in the order of `columns`. */
	passes: number[][];
	/** Run lengths `NxS,F`: N wakeups in a row that each scanned S pages and freed F. */
	wakeups: string;
}

export const readVariants = () => read('linux-6.12-variants') as {columns: string[]; runs: VariantRun[]};

/** One run in which something else than KSM splits. */
export interface OtherSplitsRun {
	kernel: string;
	test: string;
	/** s: the shrinker by drop_caches; b: debugfs. */
	method: 's' | 'b';
	ksm_run: number;
	mergeable: number;
	shrink_underused: number;
	max_ptes_none: number;
	rss_kb: [number, number];
	anon_huge_kb: [number, number];
	thp_split: number;
	remap_other: number;
}

export function readOtherSplits(): OtherSplitsRun[] {
	const {columns, runs} = read('linux-6.12-other-splits') as {columns: string[]; runs: unknown[][]};
	return runs.map(
		(run) => Object.fromEntries(columns.map((column, i) => [column, run[i]])) as unknown as OtherSplitsRun,
	);
}

export interface HostProcessRow {
	ksm_rmap_items: number;
	ksm_zero_pages: number;
	ksm_merging_pages: number;
	rss_kb?: number;
	anon_huge_kb?: number;
}

/** A row of a run on a stock 6.18: when it was read, and the counters then. */
export type HostRow = Record<string, number> & {
	at: string;
	wakeup?: number;
	p0?: HostProcessRow;
	p1?: HostProcessRow;
};

export interface HostRun {
	test: string;
	/** The words with which the workload was made, one per process. */
	processes: string[];
	knobs: Record<string, number | string>;
	rows: HostRow[];
}

export const readHost = () => (read('linux-6.18-host') as {runs: HostRun[]}).runs;

/** A command and its operands; process and region by name, pages half-open from the region's start. */
export type RandomCommand = readonly [
	command: string,
	process: string,
	region?: string | number,
	from?: number,
	to?: number,
	what?: unknown,
];

/** The figures that a command changed, by name; null when a process that had them is gone; its errno if it was refused. */
export type RandomRow = Record<string, number | null> & {errno?: number};

export interface RealRandomRun {
	name: string;
	/** Swap space, on zram and without read-ahead; none if absent. */
	swap_pages?: number;
	/** khugepaged is awake: `kstep` lets it pass over all of memory once, and a third process keeps a THP, so that it always has work. */
	khugepaged?: boolean;
	commands: RandomCommand[];
	rows: RandomRow[];
}

export const readRealRandom = () => (read('linux-6.18-random') as {runs: RealRandomRun[]}).runs;

export const readRealKhugepaged = () => (read('linux-6.18-khugepaged') as {runs: RealRandomRun[]}).runs;

/** What writing texts to the sysfs files of a real kernel gave: by file and text the value shown then, or the error. */
export const readKnobWrites = () =>
	read('linux-6.18-knobs') as Record<string, Record<string, string | {errno: string}>>;
