// A stream of JSON lines: a header, a row per full scan or sample as it happens, the totals of each run. Every line
// says what it is in its first field.

import type {Kernel} from '../../core/index.js';
import type {Scenario} from '../../scenario/scenario.js';
import type {Row} from '../../session/run/row.js';
import {toJsonLine} from '../json.js';
import {reportRow} from './report-row.js';
import {SCHEMA, type RunReport} from './run-report.js';

/** The first line: type "header", preset, ids of the kernels, seed, version. */
export function ndjsonHeader(
	scenario: Scenario,
	kernels: readonly Kernel[],
	seed: number,
	version: string,
): string {
	return toJsonLine({
		type: 'header',
		schema: SCHEMA,
		ksmtop: version,
		preset: scenario.name,
		kernels: kernels.map((kernel) => kernel.id),
		seed,
	});
}

/** A line of type "row" for one full scan or sample. */
export const ndjsonRow = (kernel: string, row: Row): string =>
	toJsonLine({type: 'row', kernel, ...reportRow(row)});

/** A line of type "totals": the report of a run without its rows, which have already been printed. */
export function ndjsonTotals(report: RunReport): string {
	const {
		passes: _passes,
		passes_left_out: _left,
		samples: _samples,
		samples_left_out: _out,
		...rest
	} = report;
	return toJsonLine({type: 'totals', ...rest});
}
