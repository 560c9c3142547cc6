// Several kernels side by side: their reports, where each first differs from the first kernel, and scores.

import type {SimulatedSession} from '../../session/simulated-session.js';
import {
	ratesReport,
	runReport,
	SCHEMA,
	type RatesReport,
	type RunReport,
	type RunReportOptions,
} from './run-report.js';
import {leftBehindOf, scoresOf, type Scores} from './scores.js';

/** The first wakeup or action after which a kernel's figures differ from those of the first kernel. */
export interface DivergenceReport {
	/** Id of the first kernel of the comparison. */
	readonly a: string;
	/** Id of the kernel that differs. */
	readonly b: string;
	/** Simulated ns since the start of the run. */
	readonly time_ns: number;
	/** The figure that differs first, in the fixed order of session/observers/divergence.ts. */
	readonly counter: string;
	/** The figure's value in `a` after that wakeup or action. */
	readonly a_value: number;
	/** The figure's value in `b` after that wakeup or action. */
	readonly b_value: number;
	/** The event that happened in one of them and not in the other, as a sentence. */
	readonly event: string;
}

/** A run's report with the rates over the window that all runs have in common. */
export type ComparedRun = RunReport & {readonly common_rates: RatesReport};

/** The JSON report of `ksmtop compare`. */
export interface CompareReport {
	/** Version of the JSON contract, as in run reports. */
	readonly schema: typeof SCHEMA;
	/** Version of ksmtop that made the report. */
	readonly ksmtop: string;
	/** Name of the preset. */
	readonly preset: string;
	/** The window of every run's common_rates: from ksmd's first wakeup in any of them to the latest moment at which one had 90 % of what it freed. */
	readonly common: {readonly from_ns: number; readonly to_ns: number};
	/** One for each kernel, in the order of --kernels. */
	readonly runs: readonly ComparedRun[];
	/** One for each kernel that ever differs from the first one. */
	readonly first_divergence: readonly DivergenceReport[];
	/** One for each run, in their order. */
	readonly scores: readonly Scores[];
}

/** The report of all runs as they stand. The session needs the option forComparison. */
export function compareReport(session: SimulatedSession, options: RunReportOptions): CompareReport {
	const {scenario, runs} = session;
	const kernelOf = (letter: string): string => runs.find((run) => run.letter === letter)?.title ?? letter;
	const reports = runs.map((run) => runReport(scenario, run, runs, options));
	const leftBehind = runs.map((run) => leftBehindOf(run));
	const divergences = session.divergences();
	const {fromNs, toNs, rates} = session.commonRates();
	const compared = reports.map((report, i) => ({
		...report,
		common_rates: ratesReport(rates[i], runs[i].figure('max_freed_in_one_second') ?? 0),
	}));
	return {
		schema: SCHEMA,
		ksmtop: options.version,
		preset: scenario.name,
		common: {from_ns: fromNs, to_ns: toNs},
		runs: compared,
		first_divergence: divergences.map(({a, b, timeNs, counter, valueA, valueB, event}) => ({
			a: kernelOf(a),
			b: kernelOf(b),
			time_ns: timeNs,
			counter,
			a_value: valueA,
			b_value: valueB,
			event,
		})),
		scores: compared.map((report, i) => scoresOf(report, leftBehind[i])),
	};
}
