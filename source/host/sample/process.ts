// One process as its files show it. What a file says in kB becomes pages, so that it stands under the names of reports.

import {RMAP_ITEM_BYTES} from '../../core/index.js';
import {textOf, type FileText} from './file-text.js';
import {readCounts, readKilobytes, readStat} from './proc-text.js';

/** What was read of a process; a file that was not asked for is absent. */
export interface ProcessTexts {
	readonly pid: number;
	readonly stat?: FileText;
	readonly status?: FileText;
	readonly ksmStat?: FileText;
	/** Of kernels that have no ksm_merging_pages in ksm_stat. */
	readonly mergingPages?: FileText;
	/** The newest smaps_rollup, and when it was taken. */
	readonly rollup?: {readonly file: FileText; readonly timeNs: number};
}

/** From smaps_rollup, exact at `timeNs`. */
export interface Rollup {
	readonly timeNs: number;
	/** Anonymous pages that are mapped (Anonymous), those in PMD-mapped THPs (AnonHugePages), swap entries. */
	readonly anonPages: number;
	readonly anonHugePages: number;
	readonly swapPages: number;
}

export interface HostProcess {
	readonly pid: number;
	/** With the pid, what tells it from every other process; 0 where it could not be read. */
	readonly startTicks: number;
	readonly comm: string;
	/** Figures by the names of reports; one that the kernel or the permissions keep back is absent. */
	readonly figures: ReadonlyMap<string, number>;
	/** Bytes that KSM saves for it: ksm_process_profit, else computed from what there is; NaN where nothing is. */
	readonly savedBytes: number;
	/** savedBytes is the kernel's own figure. */
	readonly isKernelsOwn: boolean;
	readonly rollup: Rollup | null;
	/** Why smaps_rollup could not be read; null: it was, or nobody asked. */
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

/** Null for what is no process with memory of its own, or has gone. */
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

/** By what KSM saves for them, most first; then by rmap_items, then by pid. Those of which nothing is known come last. */
export function bySavings(one: HostProcess, other: HostProcess): number {
	const saved = ({savedBytes}: HostProcess): number => (Number.isNaN(savedBytes) ? -Infinity : savedBytes);
	const items = ({figures}: HostProcess): number => figures.get('ksm_rmap_items') ?? 0;
	const difference = saved(other) - saved(one);
	if (difference !== 0 && !Number.isNaN(difference)) return difference;
	return items(other) - items(one) || one.pid - other.pid;
}
