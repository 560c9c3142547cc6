// What one kernel of one combination of a sweep came to: a row of every format.

import type {EndedBy, RatesReport} from '../session/run-report.js';

export interface CombinationResult {
	/** Its number in the whole sweep, from 0. */
	readonly index: number;
	readonly kernel: string;
	readonly seed: number;
	readonly knobs: Readonly<Record<string, string>>;
	readonly ended_by: EndedBy;
	readonly time_ns: number;
	readonly wakeups: number;
	readonly full_scans: number;
	readonly pages_scanned: number;
	readonly pages_shared: number;
	readonly pages_sharing: number;
	readonly ksm_zero_pages: number;
	readonly freed_by_ksmd: number;
	readonly split_remap: number;
	readonly freed_mb_s: number;
	readonly merged_mb_s: number;
	readonly ksmd_cpu_percent: number;
	readonly burst_mb_s: number;
	readonly time_to_90_percent_ns: number | null;
	/** The window that all kernels of this combination have in common, and the rates over it. */
	readonly common: {readonly from_ns: number; readonly to_ns: number};
	readonly common_rates: RatesReport;
	readonly worst_wakeup_pages: number;
	readonly wakeups_over_budget: number;
	readonly max_freed_in_one_visit: number;
	readonly longest_wakeup_ns: number;
	readonly ksm_sees: number | null;
	readonly zero_pages_left: number;
	readonly fingerprint: string;
}
