// The report of one run, as scripts read it. Names, nesting and order are a contract: within a schema number fields
// are only added. Every other format is made from this object, so that formats cannot disagree.

import {
	ALLOC_CAUSES,
	COUNTERS,
	FREE_CAUSES,
	SPLITTERS,
	fingerprint,
	modelFigures,
	type AllocCause,
	type FreeCause,
	type KnobValue,
	type ModelFigures,
	type ProcessReport,
	type Splitter,
} from '../../core/index.js';
import type {Scenario} from '../../scenario/scenario.js';
import {checkExpectations} from '../../session/outcome/expectations.js';
import type {Rates, SimulatedRun} from '../../session/run/run.js';
import {burstMbS} from '../../session/observers/rates.js';
import {reportRow, type ReportRow} from './report-row.js';
import {rounded} from '../rounded.js';

/** Version of the JSON contract: within a number fields are only added, never renamed or removed. */
export const SCHEMA = 1;

/**
 * `until`: the condition was met; `limit`: simulated time or wall-clock limit; `interrupted`: a signal, or still
 * running.
 */
export type EndedBy = 'until' | 'limit' | 'interrupted';

/** Rates of ksmd over the window from_ns to to_ns; MB are 10^6 bytes, seconds are simulated. */
export interface RatesReport {
	/** Memory freed by merging and by the remaps of ksmd's own splits, MB/s. */
	readonly freed_mb_s: number;
	/** The part of it that was freed by merging: causes ksm_merge and ksm_zero_page, MB/s. */
	readonly merged_mb_s: number;
	/** CPU time of ksmd, per cent of one CPU, by the model's cost table. */
	readonly ksmd_cpu_percent: number;
	/** Mean number of pages freed by a wakeup of the window. */
	readonly freed_per_wakeup: number;
	/** The most that ksmd freed in any one second of the whole run, MB/s; seconds are tried in steps of a millisecond. */
	readonly burst_mb_s: number;
	/** Start of the window, simulated ns: ksmd's first wakeup. */
	readonly from_ns: number;
	/**
	 * End of the window, simulated ns: 90 % of what ksmd freed in the run was freed; the run's end if it freed
	 * nothing.
	 */
	readonly to_ns: number;
	/** Wakeups that ended in the window. */
	readonly wakeups: number;
}

/** One expectation of the preset and what the run gave. */
export interface ExpectationReport {
	/** As in `ksmtop check`: "mainline: ksm_zero_pages equals 0". */
	readonly text: string;
	/** A number where exactly that is expected, else a range in words. */
	readonly expected: number | string;
	/** The figure that was seen, or why there is none. */
	readonly seen: number | string;
	/** Whether it was met; one that was missed makes the exit code 1. */
	readonly ok: boolean;
}

/** The JSON report of one run. */
export interface RunReport {
	/** Version of the JSON contract. */
	readonly schema: typeof SCHEMA;
	/** Version of ksmtop that made the report. */
	readonly ksmtop: string;
	/** Name of the preset. */
	readonly preset: string;
	/** Id of the kernel variant. */
	readonly kernel: string;
	/** Seed of the random fills. */
	readonly seed: number;
	/** What ended the run. */
	readonly ended_by: EndedBy;
	/**
	 * 16 hex digits: a hash of the simulated state, ledger and time at the end; the same for the same preset, seed
	 * and commands.
	 */
	readonly fingerprint: string;
	/** Simulated time of the run, ns. */
	readonly time_ns: number;
	/** Wakeups of ksmd in the run. */
	readonly wakeups: number;
	/** Values at the end, by sysfs name; khugepaged's begin with "khugepaged/". */
	readonly knobs: Readonly<Record<string, KnobValue>>;
	/** Counters at the end, by their sysfs or vmstat name; pages unless the catalogue says otherwise. */
	readonly counters: Readonly<Record<string, number>>;
	/** Figures of the model that no kernel shows, at the end. */
	readonly model: ModelFigures;
	/** Pages freed in the whole run, by cause. */
	readonly freed_pages: Readonly<Record<FreeCause, number>>;
	/**
	 * Pages freed by remapping zero-filled subpages in a split, by who asked for the split; their sum is
	 * freed_pages.split_remap.
	 */
	readonly split_remap_by: Readonly<Record<Splitter, number>>;
	/** Pages allocated in the whole run, by cause. */
	readonly allocated_pages: Readonly<Record<AllocCause, number>>;
	/** The most pages that ksmd freed in one wakeup. */
	readonly max_freed_in_one_wakeup: number;
	/** Wakeups that freed more pages than pages_to_scan. */
	readonly wakeups_over_budget: number;
	/** The most pages that ksmd freed by visiting one page: 1 by a merge, up to 512 by a split that remaps. */
	readonly max_freed_in_one_visit: number;
	/** Simulated ns of ksmd's longest batch, from its start to its end, without the sleep. */
	readonly longest_wakeup_ns: number;
	/** Subpages that folio splits tested for zeros in the whole run, by who asked for the split. */
	readonly zero_tests: Readonly<Record<Splitter, number>>;
	/** CPU time of these splits with their tests and remaps, ns, by who asked for the split. */
	readonly split_cpu_ns: Readonly<Record<Splitter, number>>;
	/** Over the run's own window, from ksmd's first wakeup until 90 % of what it freed was freed. */
	readonly rates: RatesReport;
	/** Only in comparisons: over the window that all runs have in common. */
	readonly common_rates?: RatesReport;
	/** Those that live at the end, with their figures as /proc/PID shows them. */
	readonly processes: readonly ProcessReport[];
	/** A row for each full scan: the first and last 5,000. */
	readonly passes: readonly ReportRow[];
	/** Rows between those, which are not kept. */
	readonly passes_left_out: number;
	/** Only with --every: a row for each sample, the first and last 5,000. */
	readonly samples?: readonly ReportRow[];
	/** Only with --every: rows between those, which are not kept. */
	readonly samples_left_out?: number;
	/** Only with --wakeup-log: N wakeups in a row as NxS,F: S pages scanned and F freed in each. */
	readonly wakeup_log?: string;
	/** Those of this kernel, in the preset's order, then unexpected errnos. */
	readonly expectations: readonly ExpectationReport[];
}

/** What a report has besides the run. */
export interface RunReportOptions {
	/** Version of ksmtop, for the report. */
	readonly version: string;
	/** Whether it has `samples` (--every). */
	readonly samples: boolean;
	/** Whether it has `wakeup_log` (--wakeup-log). */
	readonly wakeupLog: boolean;
}

/** Rates as JSON has them, rounded to six digits. `pagesInOneSecond`: the run's max_freed_in_one_second. */
export function ratesReport(rates: Rates, pagesInOneSecond: number): RatesReport {
	return {
		freed_mb_s: rounded(rates.freedMbS),
		merged_mb_s: rounded(rates.mergedMbS),
		ksmd_cpu_percent: rounded(rates.ksmdCpuPercent),
		freed_per_wakeup: rounded(rates.freedPerWakeup),
		burst_mb_s: rounded(burstMbS(pagesInOneSecond)),
		from_ns: rates.fromNs,
		to_ns: rates.toNs,
		wakeups: rates.wakeups,
	};
}

/**
 * The report of a run as it stands; a run that has not ended is reported as interrupted. `runs`: all runs of its
 * session, for expectations that are ratios.
 */
export function runReport(
	scenario: Scenario,
	run: SimulatedRun,
	runs: readonly SimulatedRun[],
	options: RunReportOptions,
): RunReport {
	const figure = (name: string): number => run.figure(name) ?? 0;
	const ledger = <Cause extends string>(prefix: string, causes: readonly Cause[]): Record<Cause, number> =>
		Object.fromEntries(causes.map((cause) => [cause, figure(`${prefix}.${cause}`)])) as Record<Cause, number>;
	const passes = run.passes();
	const samples = run.samples();
	return {
		schema: SCHEMA,
		ksmtop: options.version,
		preset: scenario.name,
		kernel: run.title,
		seed: scenario.seed,
		ended_by: run.ended ?? 'interrupted',
		fingerprint: fingerprint(run.machine),
		time_ns: run.nowNs,
		wakeups: figure('wakeups'),
		knobs: run.knobs(),
		counters: Object.fromEntries(COUNTERS.map(({name}) => [name, figure(name)])),
		model: modelFigures(run.machine),
		freed_pages: ledger('freed_pages', FREE_CAUSES),
		split_remap_by: ledger('split_remap_by', SPLITTERS),
		allocated_pages: ledger('allocated_pages', ALLOC_CAUSES),
		max_freed_in_one_wakeup: figure('max_freed_in_one_wakeup'),
		wakeups_over_budget: figure('wakeups_over_budget'),
		max_freed_in_one_visit: figure('max_freed_in_one_visit'),
		longest_wakeup_ns: figure('longest_wakeup_ns'),
		zero_tests: ledger('zero_tests', SPLITTERS),
		split_cpu_ns: ledger('split_cpu_ns', SPLITTERS),
		rates: ratesReport(run.rates(), figure('max_freed_in_one_second')),
		processes: run.processes().map(({report}) => report),
		passes: passes.rows.map((row) => reportRow(row)),
		passes_left_out: passes.leftOut,
		...(options.samples
			? {samples: samples.rows.map((row) => reportRow(row)), samples_left_out: samples.leftOut}
			: {}),
		...(options.wakeupLog ? {wakeup_log: run.wakeupLog()} : {}),
		expectations: checkExpectations(scenario, runs)
			.filter(({kernel}) => kernel === run.title)
			.map(({text, expected, seen, ok, value, equals}) => ({
				text,
				expected: equals ?? expected,
				seen: value ?? seen,
				ok,
			})),
	};
}
