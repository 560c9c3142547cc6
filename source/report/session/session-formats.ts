// Renders a finished session in the requested format; of a stream only its end, since its rows are already printed.

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

/** For each run a test that its condition ended it, then one for each expectation. */
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
	// A CSV stream has nothing after its rows.
	csv: () => [],
	ndjson: (reports) => reports.map((report) => ndjsonTotals(report)),
	markdown: ([first], comparison) => (comparison === null ? runMarkdown(first) : compareMarkdown(comparison)),
	openmetrics: (reports) => openMetrics(reports),
	tap: (reports) => tap(reports),
	kselftest: (reports) => reports.flatMap((report) => kselftest(report)),
};

/** The text that is still to be printed, each line with its line feed. `compare`: several kernels side by side. */
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
