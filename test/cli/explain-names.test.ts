// Goal: explain answers for every name that an output prints. Method: the names are taken from the outputs themselves:
// the JSON of a run, a comparison and a sweep, the CSV of full scans, and the rows and columns of the tables.

import {beforeAll, describe, expect, it} from 'vitest';
import {entriesOf, KINDS} from '../../source/cli/catalogue/catalogue.js';
import {compareMarkdown} from '../../source/report/session/markdown.js';
import {compareReport, type CompareReport} from '../../source/report/session/compare-report.js';
import {compareTable, runTable} from '../../source/report/session/table.js';
import {FLAT_NAMES} from '../../source/report/session/report-row.js';
import {createSession} from '../../source/session/simulated-session.js';
import {scenarioOf, zeroThps} from '../session/presets.js';

/** What says itself, or is explained where it is defined: what ran, and groups of names that are explained one by one. */
const PLAIN = new Set(
	`schema ksmtop preset kernel seed ended_by knobs counters model freed_pages split_remap_by allocated_pages rates runs
	scores processes passes_left_out samples samples_left_out expectations ended by whole run a b counter a_value b_value event
	zero_tests split_cpu_ns`.split(/\s+/),
);

const known = new Set<string>();
let comparison: CompareReport;

beforeAll(async () => {
	for (const kind of KINDS)
		for (const {name, aliases} of await entriesOf(kind))
			for (const each of [name, ...aliases]) known.add(each);
	const session = createSession(scenarioOf(zeroThps('until: full_scans>=3', 4)), {forComparison: true});
	while (!session.ended) session.advance(Infinity);
	comparison = compareReport(session, {version: '9.9.9', samples: false, wakeupLog: true});
});

const unexplained = (names: readonly string[]): string[] =>
	[...new Set(names)].filter((name) => !known.has(name) && !PLAIN.has(name));

describe('explain answers for', () => {
	it('the names of JSON reports', () => {
		const [run] = comparison.runs;
		expect(
			unexplained([
				...Object.keys(comparison),
				...Object.keys(run),
				...Object.keys(run.rates).map((name) => `rates.${name}`),
				...Object.keys(run.counters),
				...Object.keys(comparison.scores[0]),
				...Object.keys(comparison.first_divergence[0]),
				...Object.keys(run.freed_pages),
				...Object.keys(run.split_remap_by).map((name) => `split_remap_by.${name}`),
				...Object.keys(run.allocated_pages).map((name) => `allocated_pages.${name}`),
			]),
		).toEqual([]);
	});

	it('the columns of CSV', () => {
		expect(unexplained(FLAT_NAMES.filter((name) => !/^(zero_tests|split_cpu_ns)\./.test(name)))).toEqual([]);
	});

	it('the rows of the table of a comparison', () => {
		const titles = compareTable(comparison)
			.slice(3, 22)
			.map((line) => line.split(/ {2,}/)[0].replace(/:$/, ''));
		expect(
			unexplained(titles.filter((title) => title !== '' && title !== 'whole run' && title !== 'ended by')),
		).toEqual([]);
	});

	it('the columns of its Markdown', () => {
		const heads = compareMarkdown(comparison).filter((line) => line.startsWith('| kernel'));
		expect(heads).toHaveLength(3);
		const titles = heads.flatMap((line) => line.split('|').map((cell) => cell.trim()));
		expect(unexplained(titles.filter((title) => title !== '' && title !== 'kernel'))).toEqual([]);
	});

	it('the rows of the table of a run', () => {
		const titles = runTable(comparison.runs[1])
			.slice(2, 14)
			.map((line) => line.split(/ {2,}/).find((part) => part !== '') ?? '');
		expect(
			unexplained(titles.filter((title) => title !== '' && !/^(whole run|splits by )/.test(title))),
		).toEqual([]);
	});
});
