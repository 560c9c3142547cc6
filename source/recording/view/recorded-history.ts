// What charts draw of a recording: each row adds the changes since the row before. A series whose figure the kernel does
// not show stays as it is.

import {bucketAt, type History} from '../../session/observers/history.js';

/** Figures of a row that the charts need; undefined: the kernel does not show it. */
export interface Charted {
	/** On the run's own clock. */
	readonly timeNs: number;
	/** Wakeups so far. */
	readonly wakeups: number;
	/** Cumulative or a level, as the kernel shows it. */
	figure(name: string): number | undefined;
}

/** Pages that ksmd freed in the one wakeup that the row is about, and its budget; null: there were several, or it is unknown. */
export interface OneWakeup {
	/** Pages that ksmd freed in it. */
	readonly freedPages: number;
	/** pages_to_scan of that wakeup. */
	readonly budget: number;
}

const since = (name: string, now: Charted, before: Charted | null): number =>
	Math.max(0, (now.figure(name) ?? 0) - (before?.figure(name) ?? 0));

/**
 * Adds the changes from row `before` (null: the start) to row `now` to the charts; `wakeup` only if the row is
 * about a single one.
 */
export function chartRow(
	history: History,
	now: Charted,
	before: Charted | null,
	wakeup: OneWakeup | null,
): void {
	const bucket = bucketAt(history, now.timeNs);
	const merged =
		since('freed_pages.ksm_merge', now, before) + since('freed_pages.ksm_zero_page', now, before);
	const remapped = since('freed_pages.split_remap', now, before);
	history.freed.ksm_merge[bucket] += since('freed_pages.ksm_merge', now, before);
	history.freed.ksm_zero_page[bucket] += since('freed_pages.ksm_zero_page', now, before);
	history.freed.split_remap[bucket] += remapped;
	history.merged[bucket] += merged;
	history.freedByKsmd[bucket] += merged + remapped;
	history.splits[bucket] += since('thp_split_page', now, before);
	history.scanned[bucket] += since('pages_scanned', now, before);
	history.cpuNs[bucket] += since('ksmd_cpu_ns', now, before);
	history.wakeups[bucket] += now.wakeups - (before?.wakeups ?? 0);
	history.rssPages[bucket] = now.figure('nr_anon_pages') ?? history.rssPages[bucket];
	history.zeroPages[bucket] = now.figure('zeropage_ptes') ?? history.zeroPages[bucket];
	for (const [name, series] of history.watched) series[bucket] = now.figure(name) ?? Number.NaN;
	if (wakeup === null) return;
	history.maxFreed[bucket] = Math.max(history.maxFreed[bucket], wakeup.freedPages);
	history.budget[bucket] = Math.max(history.budget[bucket], wakeup.budget);
}
