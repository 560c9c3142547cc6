// Puts a finished session into the format that was asked for.

import {compareReport} from '../report/compare-report.js';
import {toJson} from '../report/json.js';
import {kselftest} from '../report/kselftest.js';
import {compareMarkdown, runMarkdown} from '../report/markdown.js';
import {ndjsonTotals} from '../report/ndjson.js';
import {openMetrics} from '../report/openmetrics.js';
import {runReport, type RunReport, type RunReportOptions} from '../report/run-report.js';
import {compareTable, runTable} from '../report/table.js';
import {expectationTests, tapLines, tapTotals, type TapTest} from '../report/tap.js';
import type {SimulatedSession} from '../session/session.js';
import type {Format} from './flag-values.js';

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

const text = (lines: readonly string[]): string => `${lines.join('\n')}\n`;

/** What is still to be printed of a session: of a stream its end, else all of it. `compare`: as several kernels side by side. */
export function renderSession(
	session: SimulatedSession,
	format: Format,
	compare: boolean,
	options: RunReportOptions,
): string {
	const {scenario, runs} = session;
	if (format === 'csv') return '';
	const comparison = compare ? compareReport(session, options) : null;
	if (comparison !== null && format === 'json') return `${toJson(comparison)}\n`;
	if (comparison !== null && format === 'table') return text(compareTable(comparison));
	if (comparison !== null && format === 'markdown') return text(compareMarkdown(comparison));
	const reports = comparison?.runs ?? runs.map((run) => runReport(scenario, run, runs, options));
	if (format === 'json') return `${toJson(reports[0])}\n`;
	if (format === 'ndjson') return text(reports.map((report) => ndjsonTotals(report)));
	if (format === 'openmetrics') return text(openMetrics(reports));
	if (format === 'tap') return text(tap(reports));
	if (format === 'kselftest') return text(reports.flatMap((report) => kselftest(report)));
	if (format === 'markdown') return text(runMarkdown(reports[0]));
	return text(runTable(reports[0]));
}
