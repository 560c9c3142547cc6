// What each kernel gains and what it gives up, side by side and without a verdict: how fast memory is freed and at what
// CPU cost, how much at once, what is left behind, and how much of it KSM's counters show and run=2 can undo.

import {zeroFilledPages, zeroFilledSwapSlots} from '../../core/index.js';
import type {SimulatedRun, WorstWakeup} from '../../session/run/run.js';
import {rounded} from '../rounded.js';
import type {RunReport} from './run-report.js';

/** Every score is of the whole run, but where it names another window. */
export interface Scores {
	readonly kernel: string;
	/** No wakeup freed more pages than pages_to_scan, and no visit of one page freed more than one. */
	readonly rate_limit_kept: boolean;
	readonly worst_wakeup_pages: number;
	/** pages_to_scan in that wakeup; the present value when ksmd freed nothing. */
	readonly worst_wakeup_budget: number;
	/** The most pages that ksmd freed by visiting one. */
	readonly max_freed_in_one_visit: number;
	readonly longest_wakeup_ns: number;
	/** ksmd mapped no page to the zeropage but those that ksm_zero_pages counts: use_zero_pages decides alone. */
	readonly policy_kept: boolean;
	/** From ksmd's first wakeup until it had 90 % of what it freed in the run; null when it freed nothing. */
	readonly time_to_90_percent_ns: number | null;
	/** From ksmd's first wakeup until 90 % of what it freed was freed, each kernel over its own time. */
	readonly freed_mb_s: number;
	readonly merged_mb_s: number;
	/** The most in any second. */
	readonly burst_mb_s: number;
	/** CPU seconds of ksmd for each GiB that it freed, until 90 % was freed; null when it freed nothing. */
	readonly ksmd_cpu_s_per_gib: number | null;
	/** Pages that splits asked for by others than ksmd freed by remapping. */
	readonly freed_by_other_splits: number;
	/** Subpages that splits tested for zeros, by all splitters. */
	readonly zero_tests: number;
	/** Allocated pages that hold nothing but zeros. */
	readonly zero_pages_left: number;
	/** THPs mapped at the end, and all that there ever were. */
	readonly thps_kept: number;
	readonly thps_made: number;
	/** Pages written to swap. */
	readonly swap_written_pages: number;
	/** Swap slots that zero-filled pages take. */
	readonly swap_slots_of_zero_pages: number;
	/** 0..1: share of what ksmd freed that ksm_zero_pages and pages_sharing account for, and that run=2 undoes; null when it freed nothing. */
	readonly ksm_sees: number | null;
}

/** What only the machine itself knows, taken while it stands at the end of its run. */
export interface LeftBehind {
	readonly worst: WorstWakeup | null;
	readonly zeroPages: number;
	readonly zeroSwapSlots: number;
	readonly ksmSees: number | null;
}

export const leftBehindOf = (run: SimulatedRun): LeftBehind => ({
	worst: run.worst,
	zeroPages: zeroFilledPages(run.machine),
	zeroSwapSlots: zeroFilledSwapSlots(run.machine),
	ksmSees: run.ksmSees().share,
});

const sum = (figures: Readonly<Record<string, number>>): number =>
	Object.values(figures).reduce((total, value) => total + value, 0);

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
