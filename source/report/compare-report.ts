// Several kernels side by side: their reports, where each first parts from the first, and scores.

import type {SimulatedSession} from '../session/session.js';
import {runReport, SCHEMA, type RunReport, type RunReportOptions} from './run-report.js';
import {scoresOf, type Scores} from './scores.js';

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

export interface CompareReport {
	readonly schema: typeof SCHEMA;
	readonly ksmtop: string;
	readonly preset: string;
	readonly runs: readonly RunReport[];
	/** One for each kernel that parts from the first; none for those that never do. */
	readonly first_divergence: readonly DivergenceReport[];
	readonly scores: readonly Scores[];
}

export function compareReport(session: SimulatedSession, options: RunReportOptions): CompareReport {
	const {scenario, runs} = session;
	const kernelOf = (letter: string): string => runs.find((run) => run.letter === letter)?.title ?? letter;
	return {
		schema: SCHEMA,
		ksmtop: options.version,
		preset: scenario.name,
		runs: runs.map((run) => runReport(scenario, run, runs, options)),
		first_divergence: session.divergences().map(({a, b, timeNs, counter, valueA, valueB, event}) => ({
			a: kernelOf(a),
			b: kernelOf(b),
			time_ns: timeNs,
			counter,
			a_value: valueA,
			b_value: valueB,
			event,
		})),
		scores: runs.map((run) => scoresOf(run)),
	};
}
