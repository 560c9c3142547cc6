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
import type {Rates, Run, SimulatedRun} from '../../session/run/run.js';
import {burstMbS} from '../../session/observers/rates.js';
import {reportRow, type ReportRow} from './report-row.js';
import {rounded} from '../rounded.js';

export const SCHEMA = 1;

export type EndedBy = 'until' | 'limit' | 'interrupted';

export interface RatesReport {
	readonly freed_mb_s: number;
	readonly merged_mb_s: number;
	readonly ksmd_cpu_percent: number;
	readonly freed_per_wakeup: number;
	/** The most that ksmd freed in any second of the run, to the millisecond; whatever the window. */
	readonly burst_mb_s: number;
	readonly from_ns: number;
	readonly to_ns: number;
	readonly wakeups: number;
}

export interface ExpectationReport {
	readonly text: string;
	/** A number where exactly that is expected, else a range in words. */
	readonly expected: number | string;
	/** A number, or why there is none. */
	readonly seen: number | string;
	readonly ok: boolean;
}

export interface RunReport {
	readonly schema: typeof SCHEMA;
	readonly ksmtop: string;
	readonly preset: string;
	readonly kernel: string;
	readonly seed: number;
	readonly ended_by: EndedBy;
	readonly fingerprint: string;
	readonly time_ns: number;
	readonly wakeups: number;
	readonly knobs: Readonly<Record<string, KnobValue>>;
	readonly counters: Readonly<Record<string, number>>;
	readonly model: ModelFigures;
	readonly freed_pages: Readonly<Record<FreeCause, number>>;
	readonly split_remap_by: Readonly<Record<Splitter, number>>;
	readonly allocated_pages: Readonly<Record<AllocCause, number>>;
	readonly max_freed_in_one_wakeup: number;
	readonly wakeups_over_budget: number;
	readonly max_freed_in_one_visit: number;
	/** The longest batch of ksmd, from its start to its end, without the sleep. */
	readonly longest_wakeup_ns: number;
	/** Subpages that folio splits tested for zeros, and CPU time of these splits, by who asked for the split. */
	readonly zero_tests: Readonly<Record<Splitter, number>>;
	readonly split_cpu_ns: Readonly<Record<Splitter, number>>;
	readonly rates: RatesReport;
	/** Only in comparisons: over the window that all runs have in common. */
	readonly common_rates?: RatesReport;
	readonly processes: readonly ProcessReport[];
	readonly passes: readonly ReportRow[];
	readonly passes_left_out: number;
	/** Only with --every. */
	readonly samples?: readonly ReportRow[];
	readonly samples_left_out?: number;
	/** Only with --wakeup-log. */
	readonly wakeup_log?: string;
	readonly expectations: readonly ExpectationReport[];
}

export interface RunReportOptions {
	/** ksmtop's own version. */
	readonly version: string;
	readonly samples: boolean;
	readonly wakeupLog: boolean;
}

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

/** The report of a run as it stands. A run that has not ended was interrupted. `runs`: all runs of its session, for ratios. */
export function runReport(
	scenario: Scenario,
	run: SimulatedRun,
	runs: readonly Run[],
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
