// The format for people at a terminal: what came out, then the figures, in at most 80 columns where names allow.

import {formatCount, formatDuration, formatPages} from '../../scenario/base/units.js';
import {sanitize, wrap} from '../../scenario/base/text.js';
import type {CompareReport} from './compare-report.js';
import {checkLines} from './check-lines.js';
import {grid} from '../grid.js';
import type {ReportRow} from './report-row.js';
import type {RunReport} from './run-report.js';
import {ENDINGS, against, figure, freedByKsmd, percent} from './words.js';

/** Full scans listed, first and last: with more the rest would not fit a screen. */
const PASSES_SHOWN = 12;

const share = (part: number, all: number): string => (all > 0 ? percent(part / all) : '-');

function passRows(rows: readonly ReportRow[], title: string, leftOut: number): string[] {
	if (rows.length === 0) return [];
	const half = PASSES_SHOWN / 2;
	const shown = rows.length > PASSES_SHOWN ? [...rows.slice(0, half), ...rows.slice(-half)] : rows;
	const hidden = rows.length - shown.length + leftOut;
	const cells = shown.map((row) => {
		const freed = row['freed_pages'] as Record<string, number>;
		return [
			String(row.pass),
			formatDuration(row.time_ns),
			formatCount(row.wakeups),
			formatCount(row['pages_scanned'] as number),
			formatCount(row['pages_sharing'] as number),
			formatCount(row['ksm_zero_pages'] as number),
			formatCount(freed['ksm_merge'] + freed['ksm_zero_page']),
			formatCount(freed['split_remap']),
		];
	});
	const head = [title, 'time', 'wakeups', 'scanned', 'sharing', 'zero pages', 'by KSM', 'split remap'];
	const lines = grid([head, ...cells], ['right']);
	if (hidden > 0)
		lines.splice(half + 1, 0, `... ${formatCount(hidden)} left out; --format json or csv has them`);
	return ['', ...lines];
}

/** CPU time of splits and subpages that they tested for zeros, by who asked for the split. */
function zeroTestRows({zero_tests, split_cpu_ns}: RunReport): string[][] {
	return Object.entries(split_cpu_ns)
		.filter(([, ns]) => ns > 0)
		.map(([splitter, ns]) => [
			`splits by ${splitter}`,
			`${formatDuration(ns)} CPU`,
			`${formatCount(zero_tests[splitter as keyof typeof zero_tests])} zero tests`,
		]);
}

/** What ksmd freed, how fast and at what cost. */
function summaryLines(report: RunReport): string[] {
	const {counters, freed_pages, rates, model} = report;
	const freed = freedByKsmd(report);
	const counted = freed_pages.ksm_merge + freed_pages.ksm_zero_page;
	const cpuPercent = (100 * model.ksmd_cpu_ns) / Math.max(1, report.time_ns);
	const most = `${formatCount(report.max_freed_in_one_wakeup)} pages`;
	const rows = [
		['freed by ksmd', `${formatCount(freed)} pages`, formatPages(freed)],
		['KSM counts', `${formatCount(counted)} pages`, share(counted, freed)],
		[
			'until 90 % freed',
			formatDuration(rates.to_ns - rates.from_ns),
			`${formatCount(rates.wakeups)} wakeups`,
		],
		['  rate in that time', `${figure(rates.freed_mb_s)} MB/s`, `merged ${figure(rates.merged_mb_s)} MB/s`],
		['  ksmd CPU in that time', `${figure(rates.ksmd_cpu_percent)} %`, ''],
		['most in one second', `${figure(rates.burst_mb_s)} MB/s`, ''],
		['most in one wakeup', most, `${formatCount(report.wakeups_over_budget)} over budget`],
		['most in one visit', `${formatCount(report.max_freed_in_one_visit)} pages`, ''],
		['longest wakeup', formatDuration(report.longest_wakeup_ns), ''],
		[
			'whole run',
			`${formatCount(report.wakeups)} wakeups`,
			`${formatCount(counters['full_scans'])} full scans`,
		],
		['  ksmd CPU', formatDuration(model.ksmd_cpu_ns), `${figure(cpuPercent)} %`],
		...zeroTestRows(report),
	];
	return grid(rows, ['left', 'right', 'right']);
}

function freedLines({freed_pages}: RunReport): string[] {
	const causes = Object.entries(freed_pages).filter(([, pages]) => pages > 0);
	return [
		...grid([
			['freed pages, by cause', 'pages', 'size'],
			...causes.map(([cause, pages]) => [cause, formatCount(pages), formatPages(pages)]),
		]),
		...(causes.length === 0 ? ['none'] : []),
	];
}

/** The counters that most questions are about: two rows of names, each with its values below. */
function counterLines({counters, model}: RunReport): string[] {
	const ksm = ['pages_shared', 'pages_sharing', 'pages_unshared', 'pages_volatile', 'ksm_zero_pages'];
	const others: Array<readonly [name: string, value: number]> = [
		['thp_split_page', counters['thp_split_page']],
		['thp_split_failed', counters['thp_split_page_failed']],
		['anon THPs', counters['nr_anon_transparent_hugepages']],
		['nr_anon_pages', counters['nr_anon_pages']],
		['rmap_items', model.ksm_rmap_items],
	];
	return grid(
		[
			ksm,
			ksm.map((name) => formatCount(counters[name])),
			others.map(([name]) => name),
			others.map(([, value]) => formatCount(value)),
		],
		['right'],
	);
}

/** One run for people, as lines. */
export function runTable(report: RunReport): string[] {
	const {samples, samples_left_out = 0, wakeup_log, expectations} = report;
	return [
		`${sanitize(report.preset)} on ${report.kernel}: ${formatDuration(report.time_ns)} simulated, ${ENDINGS[report.ended_by]}`,
		'',
		...summaryLines(report),
		'',
		...freedLines(report),
		'',
		...counterLines(report),
		...passRows(report.passes, 'pass', report.passes_left_out),
		...(samples ? passRows(samples, 'sample in pass', samples_left_out) : []),
		...(wakeup_log === undefined ? [] : ['', `wakeups  ${wakeup_log}`]),
		...(expectations.length === 0 ? [] : ['', ...checkLines(expectations)]),
		'',
		`fingerprint ${report.fingerprint}  seed ${report.seed}`,
	];
}

type Cell = readonly [name: string, cell: (index: number) => string];

const window = ({common}: CompareReport): string =>
	`${formatDuration(common.from_ns)} to ${formatDuration(common.to_ns)}`;

/** The rows of a comparison. Those of the common window come first, under its name. */
function compareRows(report: CompareReport): Cell[] {
	const {scores, runs} = report;
	const common = (i: number) => runs[i].common_rates;
	const anyIs = (read: (i: number) => number): boolean => runs.some((_, i) => read(i) > 0);
	const others: Cell[] = anyIs((i) => scores[i].freed_by_other_splits)
		? [['freed by other splits', (i) => formatPages(scores[i].freed_by_other_splits)]]
		: [];
	const swap: Cell[] =
		anyIs((i) => scores[i].swap_written_pages) || anyIs((i) => scores[i].swap_slots_of_zero_pages)
			? [
					['pages written to swap', (i) => formatCount(scores[i].swap_written_pages)],
					['swap slots of zeros', (i) => formatCount(scores[i].swap_slots_of_zero_pages)],
				]
			: [];
	return [
		['MB/s freed', (i) => figure(common(i).freed_mb_s)],
		['MB/s merged', (i) => figure(common(i).merged_mb_s)],
		['ksmd CPU %', (i) => figure(common(i).ksmd_cpu_percent)],
		['whole run:', () => ''],
		['freed by ksmd', (i) => formatPages(freedByKsmd(runs[i]))],
		['KSM counts of it', (i) => percent(scores[i].ksm_sees)],
		...others,
		[
			'time to 90 %',
			(i) => {
				const ns = scores[i].time_to_90_percent_ns;
				return ns === null ? '-' : formatDuration(ns);
			},
		],
		['MB/s freed to 90 %', (i) => figure(scores[i].freed_mb_s)],
		['CPU s per GiB to 90 %', (i) => figure(scores[i].ksmd_cpu_s_per_gib)],
		['most MB in one second', (i) => figure(scores[i].burst_mb_s)],
		['most in one wakeup', (i) => against(scores[i].worst_wakeup_pages, scores[i].worst_wakeup_budget)],
		['most in one visit', (i) => against(scores[i].max_freed_in_one_visit, 1)],
		['longest wakeup', (i) => formatDuration(scores[i].longest_wakeup_ns)],
		['zero tests by splits', (i) => formatCount(scores[i].zero_tests)],
		['zero pages left', (i) => formatCount(scores[i].zero_pages_left)],
		['THPs left', (i) => `${formatCount(scores[i].thps_kept)} of ${formatCount(scores[i].thps_made)}`],
		...swap,
		['full scans', (i) => formatCount(runs[i].counters['full_scans'])],
		['time', (i) => formatDuration(runs[i].time_ns)],
		['ended by', (i) => runs[i].ended_by],
	];
}

/** Kernels side by side for people, as lines. */
export function compareTable(report: CompareReport): string[] {
	const {runs} = report;
	const parts = report.first_divergence.flatMap(({a, b, time_ns, counter, a_value, b_value, event}) => [
		`${b} first differs from ${a} at ${formatDuration(time_ns)}: ${counter} ${formatCount(b_value)}, not ${formatCount(a_value)}`,
		...wrap(sanitize(event), 76).map((line) => `  ${line}`),
	]);
	const alike = runs.slice(1).filter((run) => !report.first_divergence.some(({b}) => b === run.kernel));
	return [
		sanitize(report.preset),
		'',
		...grid([
			[`${window(report)}:`, ...runs.map((run) => run.kernel)],
			...compareRows(report).map(([name, cell]) => [name, ...runs.map((_, i) => cell(i))]),
		]),
		...(parts.length > 0 ? ['', ...parts] : []),
		...alike.map((run) => `${run.kernel} never differs from ${runs[0].kernel}`),
		...runs.flatMap((run) => (run.expectations.length > 0 ? ['', ...checkLines(run.expectations)] : [])),
	];
}
