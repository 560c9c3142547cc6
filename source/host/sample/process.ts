// One process as its files show it. Values in kB are converted to pages, under the names that reports have for them.

import {RMAP_ITEM_BYTES} from '../../core/index.js';
import {textOf, type FileText} from './file-text.js';
import {readCounts, readKilobytes, readStat} from './proc-text.js';

/** What was read of a process; a file that was not asked for is absent. */
export interface ProcessTexts {
	/** In the pid namespace of /proc as mounted. */
	readonly pid: number;
	/** Text of /proc/PID/stat. */
	readonly stat?: FileText;
	/** Text of /proc/PID/status. */
	readonly status?: FileText;
	/** Text of /proc/PID/ksm_stat. */
	readonly ksmStat?: FileText;
	/** /proc/PID/ksm_merging_pages, of kernels without that line in ksm_stat. */
	readonly mergingPages?: FileText;
	/** The newest smaps_rollup, and when it was taken. */
	readonly rollup?: {readonly file: FileText; readonly timeNs: number};
}

/** From smaps_rollup, exact at `timeNs`. */
export interface Rollup {
	/** When it was read, on the clock of the samples. */
	readonly timeNs: number;
	/** Anonymous pages that are mapped (Anonymous). */
	readonly anonPages: number;
	/** Pages of PMD-mapped THPs (AnonHugePages). */
	readonly anonHugePages: number;
	/** Swap entries (Swap). */
	readonly swapPages: number;
}

/** A process of a sample. */
export interface HostProcess {
	/** See ProcessTexts.pid. */
	readonly pid: number;
	/** See ProcessStat.startTicks. */
	readonly startTicks: number;
	/** See ProcessStat.comm. */
	readonly comm: string;
	/** Figures by the names of reports; one that the kernel does not show, or not to this user, is absent. */
	readonly figures: ReadonlyMap<string, number>;
	/** Bytes that KSM saves for it: ksm_process_profit, else computed from what there is; NaN where nothing is. */
	readonly savedBytes: number;
	/** savedBytes is the kernel's own figure. */
	readonly isKernelsOwn: boolean;
	/** The newest smaps_rollup; null: it was not read. */
	readonly rollup: Rollup | null;
	/** Why smaps_rollup could not be read; null: it was, or it was not asked for. */
	readonly rollupErrno: string | null;
}

const KSM_FIGURES = [
	'ksm_rmap_items',
	'ksm_zero_pages',
	'ksm_merging_pages',
	'ksm_process_profit',
	'ksm_merge_any',
	'ksm_mergeable',
] as const;

/** pages x page size less what the rmap_items take, as far as the parts are known. */
function computedProfit(figures: ReadonlyMap<string, number>, pageBytes: number): number {
	const merging = figures.get('ksm_merging_pages');
	if (merging === undefined) return Number.NaN;
	const pages = merging + (figures.get('ksm_zero_pages') ?? 0);
	return pages * pageBytes - (figures.get('ksm_rmap_items') ?? 0) * RMAP_ITEM_BYTES;
}

function readRollup({file, timeNs}: NonNullable<ProcessTexts['rollup']>, pageKb: number): Rollup | null {
	const text = textOf(file);
	if (text === undefined) return null;
	const kb = readKilobytes(text);
	const anon = kb.get('Anonymous');
	if (anon === undefined) return null;
	const pages = (name: string): number => Math.round((kb.get(name) ?? 0) / pageKb);
	return {
		timeNs,
		anonPages: Math.round(anon / pageKb),
		anonHugePages: pages('AnonHugePages'),
		swapPages: pages('Swap'),
	};
}

/** Null if /proc/PID/stat could not be read: the process has ended. `pageBytes`: the page size of the machine. */
export function readProcess(texts: ProcessTexts, pageBytes: number): HostProcess | null {
	const stat = readStat(textOf(texts.stat) ?? '');
	if (stat === undefined) return null;
	const pageKb = pageBytes / 1024;
	const status = readKilobytes(textOf(texts.status) ?? '');
	const counts = readCounts(textOf(texts.ksmStat) ?? '');
	const merging = counts.get('ksm_merging_pages') ?? Number.parseInt(textOf(texts.mergingPages) ?? '', 10);
	if (Number.isInteger(merging)) counts.set('ksm_merging_pages', merging);
	const rollup = texts.rollup === undefined ? null : readRollup(texts.rollup, pageKb);
	const figures = new Map<string, number>();
	const rssKb = status.get('RssAnon');
	if (rollup !== null) figures.set('rss_anon_pages', rollup.anonPages);
	else if (rssKb !== undefined) figures.set('rss_anon_pages', Math.round(rssKb / pageKb));
	if (rollup !== null) figures.set('anon_huge_pages', rollup.anonHugePages);
	const swapKb = status.get('VmSwap');
	if (swapKb !== undefined) figures.set('swap_pages', Math.round(swapKb / pageKb));
	const sizeKb = status.get('VmSize');
	if (sizeKb !== undefined) figures.set('size_pages', Math.round(sizeKb / pageKb));
	for (const name of KSM_FIGURES) {
		const value = counts.get(name);
		if (value !== undefined) figures.set(name, value);
	}
	const own = counts.get('ksm_process_profit');
	return {
		pid: texts.pid,
		startTicks: stat.startTicks,
		comm: stat.comm,
		figures,
		savedBytes: own ?? computedProfit(figures, pageBytes),
		isKernelsOwn: own !== undefined,
		rollup,
		rollupErrno: texts.rollup !== undefined && 'errno' in texts.rollup.file ? texts.rollup.file.errno : null,
	};
}

/** Compares for sorting by what KSM saves, most first; then by rmap_items, most first; then by pid. Unknown savings come last. */
export function bySavings(one: HostProcess, other: HostProcess): number {
	const saved = ({savedBytes}: HostProcess): number => (Number.isNaN(savedBytes) ? -Infinity : savedBytes);
	const items = ({figures}: HostProcess): number => figures.get('ksm_rmap_items') ?? 0;
	const difference = saved(other) - saved(one);
	if (difference !== 0 && !Number.isNaN(difference)) return difference;
	return items(other) - items(one) || one.pid - other.pid;
}
