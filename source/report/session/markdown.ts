// Markdown that fits 72 columns, for a cover letter or a commit message: a table of kernels, a few lines below it.

import {formatCount, formatDuration, formatPages} from '../../scenario/base/units.js';
import {sanitize, shorten, wrap} from '../../scenario/base/text.js';
import type {CompareReport} from './compare-report.js';
import {markdownGrid} from '../grid.js';
import type {RunReport} from './run-report.js';
import {figure, freedByKsmd, percent} from './words.js';

/** Width of Markdown for mails and commit messages; rows with long names may be wider. */
export const MARKDOWN_COLUMNS = 72;
const wrap72 = (text: string): string[] => wrap(text, MARKDOWN_COLUMNS);
const KERNEL_COLUMNS = 22;

/** A table of kernels in 72 columns: where figures take much room, the kernels' names are cut. */
function kernelTable(rows: ReadonlyArray<readonly string[]>): string[] {
	for (let columns = KERNEL_COLUMNS; ; columns -= 2) {
		const lines = markdownGrid(rows.map(([kernel, ...rest]) => [shorten(kernel, columns), ...rest]));
		if (columns <= 8 || lines.every((line) => line.length <= MARKDOWN_COLUMNS)) return lines;
	}
}

/** The tables of `compare` with their legend, as lines of at most 72 columns. */
export function compareMarkdown(report: CompareReport): string[] {
	const {scores, runs, common} = report;
	const speed = scores.map((score, i) => [
		score.kernel,
		figure(runs[i].common_rates.freed_mb_s),
		figure(runs[i].common_rates.merged_mb_s),
		figure(runs[i].common_rates.ksmd_cpu_percent),
		score.time_to_90_percent_ns === null ? '-' : formatDuration(score.time_to_90_percent_ns),
		figure(score.freed_mb_s),
		figure(score.ksmd_cpu_s_per_gib),
	]);
	const limits = scores.map((score) => [
		score.kernel,
		formatCount(score.max_freed_in_one_visit),
		formatCount(score.worst_wakeup_pages),
		formatCount(score.worst_wakeup_budget),
		figure(score.burst_mb_s),
		formatDuration(score.longest_wakeup_ns),
		percent(score.ksm_sees),
	]);
	const cost = scores.map((score, i) => [
		score.kernel,
		formatPages(freedByKsmd(runs[i])).replace(' ', ''),
		formatPages(score.freed_by_other_splits).replace(' ', ''),
		formatCount(score.zero_tests),
		formatCount(score.zero_pages_left),
		`${formatCount(score.thps_kept)}/${formatCount(score.thps_made)}`,
		formatCount(score.swap_written_pages),
	]);
	const parts = report.first_divergence.flatMap(({a, b, time_ns, counter, a_value, b_value}) =>
		wrap72(
			`${b} first differs from ${a} after ${formatDuration(time_ns)}: ${counter} ${formatCount(b_value)} instead of ${formatCount(a_value)}.`,
		),
	);
	const alike = runs.slice(1).filter((run) => !report.first_divergence.some(({b}) => b === run.kernel));
	return [
		...wrap72(`ksmtop ${report.ksmtop}, preset ${sanitize(report.preset)}, seed ${runs[0]?.seed ?? 0}:`),
		'',
		...kernelTable([['kernel', 'MB/s', 'merged', 'CPU %', 'to 90 %', 'own MB/s', 's/GiB'], ...speed]),
		'',
		...kernelTable([['kernel', 'visit', 'wakeup', 'budget', 'MB/1 s', 'longest', 'KSM'], ...limits]),
		'',
		...kernelTable([['kernel', 'freed', 'others', 'zero tests', 'zeros', 'THPs', 'swap'], ...cost]),
		'',
		...wrap72(
			`MB/s freed and merged by ksmd, and its CPU %, from ${formatDuration(common.from_ns)} to ${formatDuration(common.to_ns)}, the same window for all. To 90 %: from ksmd's first wakeup until it had 90 % of what it freed, and until then own MB/s and CPU seconds per GiB. The most pages freed by one visit and by one wakeup, against pages_to_scan; the most MB freed in any one second; the longest wakeup. KSM: share of what ksmd freed that ksm_zero_pages and pages_sharing count and run=2 undoes. Freed by ksmd, and by splits that others asked for; subpages tested for zeros by splits; zero-filled pages, THPs left; pages written to swap.`,
		),
		...(parts.length > 0 ? ['', ...parts] : []),
		...(alike.length > 0
			? ['', ...wrap72(`Never differ from ${runs[0].kernel}: ${alike.map((run) => run.kernel).join(', ')}.`)]
			: []),
	];
}

/** The table of one run, as lines of at most 72 columns. */
export function runMarkdown(report: RunReport): string[] {
	const {counters, freed_pages, rates} = report;
	const rows = [
		['time', formatDuration(report.time_ns)],
		['wakeups', formatCount(report.wakeups)],
		['full scans', formatCount(counters['full_scans'])],
		['freed by ksmd, pages', formatCount(freedByKsmd(report))],
		...Object.entries(freed_pages)
			.filter(([, pages]) => pages > 0)
			.map(([cause, pages]) => [`freed by ${cause}`, formatCount(pages)]),
		[`freed MB/s to 90 %`, figure(rates.freed_mb_s)],
		['merged MB/s to 90 %', figure(rates.merged_mb_s)],
		['ksmd CPU % to 90 %', figure(rates.ksmd_cpu_percent)],
		['most MB in one second', figure(rates.burst_mb_s)],
		['most in one visit, pages', formatCount(report.max_freed_in_one_visit)],
		['most in one wakeup, pages', formatCount(report.max_freed_in_one_wakeup)],
		['longest wakeup', formatDuration(report.longest_wakeup_ns)],
		['wakeups over budget', formatCount(report.wakeups_over_budget)],
		...['pages_shared', 'pages_sharing', 'ksm_zero_pages', 'thp_split_page'].map((name) => [
			name,
			formatCount(counters[name]),
		]),
	];
	return [
		...wrap72(
			`ksmtop ${report.ksmtop}, preset ${sanitize(report.preset)}, kernel ${report.kernel}, seed ${report.seed}:`,
		),
		'',
		...markdownGrid([['figure', shorten(report.kernel, KERNEL_COLUMNS)], ...rows]),
	];
}
