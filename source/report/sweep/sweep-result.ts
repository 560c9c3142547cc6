// The result of one kernel with one combination of a sweep's values: a row of every format.

import type {EndedBy, RatesReport} from '../session/run-report.js';

/** One kernel with one combination of values and one seed; whole run unless a member names another window. */
export interface CombinationResult {
	/** Number of the row in the whole sweep, from 0. */
	readonly index: number;
	/** Id of the kernel variant. */
	readonly kernel: string;
	/** Seed of the random fills. */
	readonly seed: number;
	/** The varied names with their values as they were given, in the order of --vary. */
	readonly knobs: Readonly<Record<string, string>>;
	/** What ended the run. */
	readonly ended_by: EndedBy;
	/** Simulated time of the run, ns. */
	readonly time_ns: number;
	/** Wakeups of ksmd in the run. */
	readonly wakeups: number;
	/** The counter full_scans at the end. */
	readonly full_scans: number;
	/** The counter pages_scanned at the end. */
	readonly pages_scanned: number;
	/** The counter at the end: stable nodes in use, pages. */
	readonly pages_shared: number;
	/** The counter at the end: mappings beyond one for each KSM page. */
	readonly pages_sharing: number;
	/** The counter at the end: zeropage mappings that KSM made. */
	readonly ksm_zero_pages: number;
	/** Pages freed by merging and by the remaps of ksmd's own splits. */
	readonly freed_by_ksmd: number;
	/** Pages freed by remaps in all splits, not only in those of ksmd. */
	readonly split_remap: number;
	/**
	 * MB/s (10^6 bytes per simulated second) from ksmd's first wakeup until this kernel had freed 90 % of what it
	 * freed.
	 */
	readonly freed_mb_s: number;
	/** MB/s freed by merging in that time. */
	readonly merged_mb_s: number;
	/** CPU time of ksmd in that time, per cent of one CPU. */
	readonly ksmd_cpu_percent: number;
	/** The most MB freed in any one second of the run. */
	readonly burst_mb_s: number;
	/** Length of that time, simulated ns; null when ksmd freed nothing. */
	readonly time_to_90_percent_ns: number | null;
	/**
	 * The window that all kernels of this combination have in common: from ksmd's first wakeup in any of them to the
	 * latest moment at which one had 90 % of what it freed.
	 */
	readonly common: {readonly from_ns: number; readonly to_ns: number};
	/** Rates over that window, the same for all kernels of this combination. */
	readonly common_rates: RatesReport;
	/** The most pages that ksmd freed in one wakeup. */
	readonly worst_wakeup_pages: number;
	/** Wakeups that freed more pages than pages_to_scan. */
	readonly wakeups_over_budget: number;
	/** The most pages that ksmd freed by visiting one page. */
	readonly max_freed_in_one_visit: number;
	/** Simulated ns of ksmd's longest batch, without the sleep. */
	readonly longest_wakeup_ns: number;
	/** Share, 0 to 1, of what ksmd freed that KSM's counters show; null when it freed nothing. */
	readonly ksm_sees: number | null;
	/** Allocated pages of zeros at the end. */
	readonly zero_pages_left: number;
	/** Fingerprint of the run at its end, 16 hex digits. */
	readonly fingerprint: string;
}
