// What the discussion of the fixes argues about, one figure each: is the rate limit kept, is use_zero_pages respected,
// how fast is memory freed and at what CPU cost, what is left behind, and how much of it do KSM's counters show.

import {zeroFilledPages, zeroFilledSwapSlots} from '../core/index.js';
import type {SimulatedRun} from '../session/run.js';
import {rounded} from './rounded.js';

export interface Scores {
	readonly kernel: string;
	/** No wakeup freed more pages than pages_to_scan. */
	readonly rate_limit_kept: boolean;
	readonly worst_wakeup_pages: number;
	/** pages_to_scan in that wakeup; the present value when ksmd freed nothing. */
	readonly worst_wakeup_budget: number;
	/** ksmd mapped no page to the zeropage but those that ksm_zero_pages counts: use_zero_pages decides alone. */
	readonly policy_kept: boolean;
	readonly freed_mb_s: number;
	readonly merged_mb_s: number;
	/** CPU seconds of ksmd for each GiB that it freed, until 90 % was freed; null when it freed nothing. */
	readonly ksmd_cpu_s_per_gib: number | null;
	/** Allocated pages that hold nothing but zeros. */
	readonly zero_pages_left: number;
	/** THPs mapped at the end, and of those that there ever were. */
	readonly thps_kept: number;
	readonly thps_made: number;
	/** Swap slots that zero-filled pages take. */
	readonly swap_slots_of_zero_pages: number;
	/** 0..1: share of what ksmd freed that ksm_zero_pages and pages_sharing account for; null when it freed nothing. */
	readonly ksm_sees: number | null;
}

export function scoresOf(run: SimulatedRun): Scores {
	const {machine, worst} = run;
	const figure = (name: string): number => run.figure(name) ?? 0;
	const sees = run.ksmSees();
	const rates = run.rates();
	const cpuShare = rates.ksmdCpuPercent / 100;
	const gibPerSecond = (rates.freedMbS * 1e6) / 2 ** 30;
	return {
		kernel: run.title,
		rate_limit_kept: figure('wakeups_over_budget') === 0,
		worst_wakeup_pages: worst?.pages ?? 0,
		worst_wakeup_budget: worst?.budget ?? figure('pages_to_scan'),
		policy_kept: figure('split_remap_by.ksmd') === 0,
		freed_mb_s: rounded(rates.freedMbS),
		merged_mb_s: rounded(rates.mergedMbS),
		ksmd_cpu_s_per_gib: gibPerSecond > 0 ? rounded(cpuShare / gibPerSecond) : null,
		zero_pages_left: zeroFilledPages(machine),
		thps_kept: figure('nr_anon_transparent_hugepages'),
		thps_made: figure('thp_fault_alloc') + figure('thp_collapse_alloc'),
		swap_slots_of_zero_pages: zeroFilledSwapSlots(machine),
		ksm_sees: sees.share === null ? null : rounded(sees.share),
	};
}
