// Several kernels side by side: their reports, where each first parts from the first, and scores.

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

export interface DivergenceReport {
	/** Kernels. */
	readonly a: string;
	readonly b: string;
	readonly time_ns: number;
	/** The figure that differs first, and its two values. */
	readonly counter: string;
	readonly a_value: number;
	readonly b_value: number;
	/** What happened in b and not in a (or the other way round), in words. */
	readonly event: string;
}

export type ComparedRun = RunReport & {readonly common_rates: RatesReport};

export interface CompareReport {
	readonly schema: typeof SCHEMA;
	readonly ksmtop: string;
	readonly preset: string;
	/** The window of every run's common_rates: from ksmd's first wakeup in any of them to the latest moment at which one had 90 % of what it freed. */
	readonly common: {readonly from_ns: number; readonly to_ns: number};
	/** Each with common_rates. */
	readonly runs: readonly ComparedRun[];
	/** One for each kernel that parts from the first; none for those that never do. */
	readonly first_divergence: readonly DivergenceReport[];
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
