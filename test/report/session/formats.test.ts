// Goal: every format says the same as the session, in its own form: the JSON as its contract has it, Markdown within 72
// columns, CSV and OpenMetrics that parse. Method: one small comparison, and hostile names where names are printed.

import {sanitize, wrap} from '../../../source/scenario/base/text.js';
import {beforeAll, describe, expect, it} from 'vitest';
import {compareReport, type CompareReport} from '../../../source/report/session/compare-report.js';
import {csvField, csvHead, csvRow} from '../../../source/report/csv.js';
import {toJson} from '../../../source/report/json.js';
import {kselftest} from '../../../source/report/session/kselftest.js';
import {compareMarkdown, runMarkdown} from '../../../source/report/session/markdown.js';
import {ndjsonRow, ndjsonTotals} from '../../../source/report/session/ndjson.js';
import {openMetrics} from '../../../source/report/session/openmetrics.js';
import {runReport, type RunReport} from '../../../source/report/session/run-report.js';
import {compareTable, runTable} from '../../../source/report/session/table.js';
import {expectationTests, tapLines, tapTotals} from '../../../source/report/tap.js';
import {createSession, type SimulatedSession} from '../../../source/session/simulated-session.js';
import {scenarioOf, zeroThps} from '../../session/presets.js';

const OPTIONS = {version: '9.9.9', samples: true, wakeupLog: true};
let session: SimulatedSession;
let report: RunReport;
let comparison: CompareReport;

beforeAll(() => {
	const scenario = scenarioOf(
		zeroThps('until: full_scans>=3\nexpect: [{kernel: mainline, name: ksm_zero_pages, equals: 0}]', 4),
	);
	session = createSession(scenario, {every: 100_000_000, wakeupLog: true, forComparison: true});
	while (session.advance(600e9).reason === 'stop');
	const [, mainline] = session.runs;
	report = runReport(scenario, mainline, session.runs, OPTIONS);
	comparison = compareReport(session, OPTIONS);
});

describe('the JSON of a run', () => {
	it('has the names, the nesting and the order of its contract', () => {
		expect(Object.keys(report)).toEqual([
			'schema',
			'ksmtop',
			'preset',
			'kernel',
			'seed',
			'ended_by',
			'fingerprint',
			'time_ns',
			'wakeups',
			'knobs',
			'counters',
			'model',
			'freed_pages',
			'split_remap_by',
			'allocated_pages',
			'max_freed_in_one_wakeup',
			'wakeups_over_budget',
			'max_freed_in_one_visit',
			'longest_wakeup_ns',
			'zero_tests',
			'split_cpu_ns',
			'rates',
			'processes',
			'passes',
			'passes_left_out',
			'samples',
			'samples_left_out',
			'wakeup_log',
			'expectations',
		]);
		expect(Object.keys(report.counters).slice(0, 4)).toEqual([
			'full_scans',
			'pages_scanned',
			'pages_shared',
			'pages_sharing',
		]);
		expect(Object.keys(report.passes[0]).slice(0, 5)).toEqual([
			'pass',
			'full_scans',
			'time_ns',
			'wakeups',
			'pages_scanned',
		]);
		expect(report.passes[1]).toMatchObject({
			pass: 2,
			full_scans: 2,
			freed_pages: {split_remap: 1024},
			zeropage_ptes: {split: 1024},
			ksm_zero_pages: 0,
		});
		expect(report.expectations).toEqual([{text: 'mainline: ksm_zero_pages', expected: 0, seen: 0, ok: true}]);
	});

	it('balances: allocated less freed is in use, remaps sum up, the log covers all wakeups', () => {
		const sum = (values: Record<string, number>): number => Object.values(values).reduce((a, b) => a + b, 0);
		const total = 64 * 256;
		expect(sum(report.allocated_pages) - sum(report.freed_pages)).toBe(
			total - report.counters['nr_free_pages'],
		);
		expect(sum(report.split_remap_by)).toBe(report.freed_pages.split_remap);
		const runs = (report.wakeup_log ?? '').split(' ').map((run) => /^(\d+)x(\d+),(\d+)$/.exec(run) ?? []);
		expect(runs.reduce((n, [, count]) => n + Number(count), 0)).toBe(report.wakeups);
		expect(runs.reduce((n, [, count, pages]) => n + Number(count) * Number(pages), 0)).toBe(
			report.counters['pages_scanned'],
		);
	});

	it('is text that parses to the same, without NaN or Infinity', () => {
		expect(JSON.parse(toJson(report))).toEqual(JSON.parse(JSON.stringify(report)));
		expect(JSON.parse(toJson({a: Number.NaN, b: [Infinity], c: undefined, d: {}, e: []}))).toEqual({
			a: null,
			b: [null],
			d: {},
			e: [],
		});
	});

	it('takes samples at the interval', () => {
		expect(report.samples?.map(({time_ns}) => time_ns).slice(0, 2)).toEqual([100_000_000, 200_000_000]);
	});
});

describe('the JSON of a comparison', () => {
	it('has runs, divergences and scores', () => {
		expect(Object.keys(comparison)).toEqual([
			'schema',
			'ksmtop',
			'preset',
			'common',
			'runs',
			'first_divergence',
			'scores',
		]);
		expect(comparison.first_divergence).toMatchObject([{a: 'before', b: 'mainline'}]);
		expect(comparison.scores).toMatchObject([
			{kernel: 'before', rate_limit_kept: true, policy_kept: true, ksm_sees: 1, thps_made: 2},
			{kernel: 'mainline', rate_limit_kept: false, policy_kept: false, ksm_sees: 0, zero_pages_left: 0},
			{kernel: 'v1-mergeable', rate_limit_kept: true, policy_kept: true, ksm_sees: 1},
		]);
	});
});

describe('text for people', () => {
	it('fits: Markdown 72 columns, tables 80 for three kernels', () => {
		for (const line of [...compareMarkdown(comparison), ...runMarkdown(report)])
			expect(line.length).toBeLessThanOrEqual(72);
		for (const line of compareTable(comparison)) expect(line.length).toBeLessThanOrEqual(100);
		expect(runTable(report).join('\n')).toContain(report.fingerprint);
		for (const line of wrap('x'.repeat(500), 72)) expect(line.length).toBeLessThanOrEqual(72);
	});

	it('never hands control characters of foreign names to a terminal', () => {
		expect(sanitize('a\u001B[31m\u202Eb\u0007')).toBe('a\\u001b[31m\\u202eb\\u0007');
	});
});

describe('text for programs', () => {
	it('is CSV with as many fields as its head', () => {
		const [row] = session.runs[0].passes().rows;
		expect(csvRow('before', row).split(',').length).toBe(csvHead().split(',').length);
		expect(csvField('a"b,c')).toBe('"a""b,c"');
		expect(csvField('=cmd()')).toBe("'=cmd()");
	});

	it('is JSON lines that name their kernel', () => {
		const [row] = session.runs[0].passes().rows;
		expect(JSON.parse(ndjsonRow('before', row))).toMatchObject({type: 'row', kernel: 'before', pass: 1});
		const totals = JSON.parse(ndjsonTotals(report)) as object;
		expect(totals).toMatchObject({type: 'totals', kernel: 'mainline'});
		expect(totals).not.toHaveProperty('passes');
	});

	it('is OpenMetrics: families whole, names declared, # EOF at the end', () => {
		const lines = openMetrics(comparison.runs);
		expect(lines.at(-1)).toBe('# EOF');
		const declared = new Map<string, string>();
		for (const line of lines.slice(0, -1)) {
			const type = /^# TYPE (\w+) (counter|gauge|unknown)$/.exec(line);
			if (type) {
				expect(declared.has(type[1])).toBe(false);
				declared.set(type[1], type[2]);
			} else if (!line.startsWith('# HELP ')) {
				const sample = /^(\w+)\{kernel="[^"]+",preset="[^"]+"(?:,\w+="[^"]+")?\} -?[\d.e+-]+$/.exec(line);
				expect(sample, line).not.toBeNull();
				const name = sample?.[1] ?? '';
				const family = [...declared].at(-1) ?? ['', ''];
				expect(name).toBe(family[1] === 'counter' ? `${family[0]}_total` : family[0]);
			}
		}
		for (const name of [
			'node_ksmd_full_scans',
			'node_ksmd_pages_sharing',
			'node_ksmd_sleep_seconds',
			'node_ksmd_run',
		])
			expect(declared.has(name)).toBe(true);
	});

	it('is TAP with a plan, and directives that names cannot forge', () => {
		const tests = expectationTests('p', [
			{text: 'a # SKIP b', expected: 0, seen: 1, ok: false},
			{text: 'c', expected: 0, seen: 0, ok: true},
		]);
		expect(tapLines(tests)).toEqual([
			'TAP version 13',
			'1..2',
			'not ok 1 - p: a \\# SKIP b',
			'# expected 0',
			'# seen 1',
			'ok 2 - p: c',
		]);
		expect(tapTotals(tests)).toContain('pass:1 fail:1');
	});

	it('is what ksm_tests prints', () => {
		const lines = kselftest(report);
		expect(lines).toContain('Total size:    4 MiB');
		expect(lines.at(-1)).toBe('OK');
		expect(lines.some((line) => /^Average speed:  [\d.]+ MiB\/s$/.test(line))).toBe(true);
	});
});
