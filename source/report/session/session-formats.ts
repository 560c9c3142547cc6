// Puts a finished session into the format that was asked for: what is still to be printed, of a stream its end.

import type {SimulatedSession} from '../../session/simulated-session.js';
import {compareReport, type CompareReport} from './compare-report.js';
import type {Format, SessionFormat} from '../formats.js';
import {toJson} from '../json.js';
import {kselftest} from './kselftest.js';
import {compareMarkdown, runMarkdown} from './markdown.js';
import {ndjsonTotals} from './ndjson.js';
import {openMetrics} from './openmetrics.js';
import {runReport, type RunReport, type RunReportOptions} from './run-report.js';
import {compareTable, runTable} from './table.js';
import {expectationTests, tapLines, tapTotals, type TapTest} from '../tap.js';

/** Expectations as TAP; a run without any is one test: that it ended as it should. */
function tap(reports: readonly RunReport[]): string[] {
	const tests = reports.flatMap((report): TapTest[] => [
		{
			name: `${report.preset}: ${report.kernel} ended by ${report.ended_by}`,
			ok: report.ended_by === 'until',
			diagnostics: [],
		},
		...expectationTests(report.preset, report.expectations),
	]);
	return [...tapLines(tests), tapTotals(tests)];
}

/** The lines of a format, from the reports of all runs; `comparison` where they stand side by side. */
type Render = (reports: readonly RunReport[], comparison: CompareReport | null) => readonly string[];

const RENDER: Readonly<Record<SessionFormat, Render>> = {
	table: ([first], comparison) => (comparison === null ? runTable(first) : compareTable(comparison)),
	json: ([first], comparison) => [toJson(comparison ?? first)],
	// Its rows went before, and there is nothing else in it.
	csv: () => [],
	ndjson: (reports) => reports.map((report) => ndjsonTotals(report)),
	markdown: ([first], comparison) => (comparison === null ? runMarkdown(first) : compareMarkdown(comparison)),
	openmetrics: (reports) => openMetrics(reports),
	tap: (reports) => tap(reports),
	kselftest: (reports) => reports.flatMap((report) => kselftest(report)),
};

/** What is still to be printed of a session, in a format that sessions have. `compare`: as several kernels side by side. */
export function renderSession(
	session: SimulatedSession,
	format: Format,
	compare: boolean,
	options: RunReportOptions,
): string {
	const {scenario, runs} = session;
	const comparison = compare ? compareReport(session, options) : null;
	const reports = comparison?.runs ?? runs.map((run) => runReport(scenario, run, runs, options));
	const render = RENDER[format as SessionFormat];
	return render(reports, comparison)
		.map((line) => `${line}\n`)
		.join('');
}
