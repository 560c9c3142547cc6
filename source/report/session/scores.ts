// What each kernel gains and what it gives up, side by side and without a verdict: how fast memory is freed and at what
// CPU cost, how much at once, what is left behind, and how much of it KSM's counters show and run=2 can undo.

import {zeroFilledPages, zeroFilledSwapSlots} from '../../core/index.js';
import type {SimulatedRun, WorstWakeup} from '../../session/run/run.js';
import {rounded} from '../rounded.js';
import type {RunReport} from './run-report.js';

/** Scores of one kernel, without a verdict; over the whole run unless the member names another window. */
export interface Scores {
	/** Id of the kernel variant. */
	readonly kernel: string;
	/** No wakeup freed more pages than pages_to_scan, and no visit of one page freed more than one. */
	readonly rate_limit_kept: boolean;
	/** The most pages that ksmd freed in one wakeup; 0 when it freed nothing. */
	readonly worst_wakeup_pages: number;
	/** pages_to_scan at the start of that wakeup; its present value when ksmd freed nothing. */
	readonly worst_wakeup_budget: number;
	/** The most pages that ksmd freed by visiting one page. */
	readonly max_freed_in_one_visit: number;
	/** Simulated ns of ksmd's longest batch, without the sleep. */
	readonly longest_wakeup_ns: number;
	/** ksmd mapped the zeropage only for pages that ksm_zero_pages counts, so that use_zero_pages alone decided. */
	readonly policy_kept: boolean;
	/**
	 * Simulated ns from ksmd's first wakeup until it had freed 90 % of what it freed in the run; null when it freed
	 * nothing.
	 */
	readonly time_to_90_percent_ns: number | null;
	/** MB/s (10^6 bytes per simulated second) freed in that time, which differs between kernels. */
	readonly freed_mb_s: number;
	/** MB/s freed by merging in that time. */
	readonly merged_mb_s: number;
	/** The most MB/s freed in any one second of the run. */
	readonly burst_mb_s: number;
	/** CPU seconds of ksmd per GiB freed in that time; null when it freed nothing. */
	readonly ksmd_cpu_s_per_gib: number | null;
	/** Pages freed by remaps in splits that others than ksmd asked for. */
	readonly freed_by_other_splits: number;
	/** Subpages that splits tested for zeros, by all splitters. */
	readonly zero_tests: number;
	/** Allocated pages of zeros at the end; KSM pages of zeros are among them. */
	readonly zero_pages_left: number;
	/** THPs that are mapped as a whole at the end. */
	readonly thps_kept: number;
	/** THPs ever faulted in or collapsed. */
	readonly thps_made: number;
	/** Pages written to swap, as pswpout counts them. */
	readonly swap_written_pages: number;
	/** Swap slots that hold zero-filled pages at the end. */
	readonly swap_slots_of_zero_pages: number;
	/**
	 * Share, 0 to 1, of what ksmd freed that ksm_zero_pages and pages_sharing account for and run=2 undoes; null when
	 * it freed nothing.
	 */
	readonly ksm_sees: number | null;
}

/** What scores need of the machine itself, read at the end of its run. */
export interface LeftBehind {
	/** The wakeup that freed the most; null when ksmd freed nothing. */
	readonly worst: WorstWakeup | null;
	/** Allocated pages that hold only zeros. */
	readonly zeroPages: number;
	/** Swap slots that hold zero-filled pages. */
	readonly zeroSwapSlots: number;
	/** 0 to 1; null when ksmd freed nothing. */
	readonly ksmSees: number | null;
}

/** Reads them by walking all pages: call it once, when the run has ended. */
export const leftBehindOf = (run: SimulatedRun): LeftBehind => ({
	worst: run.worst,
	zeroPages: zeroFilledPages(run.machine),
	zeroSwapSlots: zeroFilledSwapSlots(run.machine),
	ksmSees: run.ksmSees().share,
});

const sum = (figures: Readonly<Record<string, number>>): number =>
	Object.values(figures).reduce((total, value) => total + value, 0);

/** The scores of one run from its report and `leftBehindOf` of the same moment. */
export function scoresOf(report: RunReport, {worst, zeroPages, zeroSwapSlots, ksmSees}: LeftBehind): Scores {
	const {counters, rates, split_remap_by} = report;
	const gibPerSecond = (rates.freed_mb_s * 1e6) / 2 ** 30;
	return {
		kernel: report.kernel,
		rate_limit_kept: report.wakeups_over_budget === 0 && report.max_freed_in_one_visit <= 1,
		worst_wakeup_pages: worst?.pages ?? 0,
		worst_wakeup_budget: worst?.budget ?? Number(report.knobs['pages_to_scan']),
		max_freed_in_one_visit: report.max_freed_in_one_visit,
		longest_wakeup_ns: report.longest_wakeup_ns,
		policy_kept: split_remap_by.ksmd === 0,
		time_to_90_percent_ns: ksmSees === null ? null : rates.to_ns - rates.from_ns,
		freed_mb_s: rates.freed_mb_s,
		merged_mb_s: rates.merged_mb_s,
		burst_mb_s: rates.burst_mb_s,
		ksmd_cpu_s_per_gib: gibPerSecond > 0 ? rounded(rates.ksmd_cpu_percent / 100 / gibPerSecond) : null,
		freed_by_other_splits: sum(split_remap_by) - split_remap_by.ksmd,
		zero_tests: sum(report.zero_tests),
		zero_pages_left: zeroPages,
		thps_kept: counters['nr_anon_transparent_hugepages'],
		thps_made: counters['thp_fault_alloc'] + counters['thp_collapse_alloc'],
		swap_written_pages: counters['pswpout'],
		swap_slots_of_zero_pages: zeroSwapSlots,
		ksm_sees: ksmSees === null ? null : rounded(ksmSees),
	};
}
