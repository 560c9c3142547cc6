// Markdown that fits 72 columns, for a cover letter or a commit message: a table of kernels, a few lines below it.

import {formatCount, formatDuration, formatPages} from '../scenario/units.js';
import type {CompareReport} from './compare-report.js';
import {markdownGrid} from './grid.js';
import type {RunReport} from './run-report.js';
import type {Scores} from './scores.js';
import {figure, freedByKsmd, percent, printable} from './words.js';

export const MARKDOWN_COLUMNS = 72;
const KERNEL_COLUMNS = 22;

const cut = (text: string, columns = KERNEL_COLUMNS): string =>
	text.length <= columns ? text : `${text.slice(0, columns - 3)}...`;

/** Breaks a text into lines of at most `columns`, at spaces; a longer word is cut. */
export function wrap(text: string, columns = MARKDOWN_COLUMNS): string[] {
	const lines: string[] = [];
	let line = '';
	for (let word of text.split(/\s+/).filter((part) => part !== '')) {
		while (word.length > columns) {
			if (line !== '') lines.push(line);
			lines.push(word.slice(0, columns));
			word = word.slice(columns);
			line = '';
		}
		if (line !== '' && line.length + 1 + word.length > columns) {
			lines.push(line);
			line = '';
		}
		line += line === '' ? word : ` ${word}`;
	}
	return line === '' ? lines : [...lines, line];
}

/** A table of kernels in 72 columns: where figures take much room, the kernels' names are cut. */
function kernelTable(rows: ReadonlyArray<readonly string[]>): string[] {
	for (let columns = KERNEL_COLUMNS; ; columns -= 2) {
		const lines = markdownGrid(rows.map(([kernel, ...rest]) => [cut(kernel, columns), ...rest]));
		if (columns <= 8 || lines.every((line) => line.length <= MARKDOWN_COLUMNS)) return lines;
	}
}

export function compareMarkdown(report: CompareReport): string[] {
	const {scores, runs} = report;
	const speed = scores.map((score, i) => [
		score.kernel,
		figure(score.freed_mb_s),
		figure(score.merged_mb_s),
		formatCount(score.worst_wakeup_pages),
		formatCount(score.worst_wakeup_budget),
		percent(score.ksm_sees),
		formatDuration(runs[i].rates.to_ns - runs[i].rates.from_ns),
	]);
	const cost = scores.map((score, i) => [
		score.kernel,
		formatPages(freedByKsmd(runs[i])).replace(' ', ''),
		figure(score.ksmd_cpu_s_per_gib),
		formatCount(score.zero_pages_left),
		`${formatCount(score.thps_kept)}/${formatCount(score.thps_made)}`,
		formatCount(score.swap_slots_of_zero_pages),
	]);
	const parts = report.first_divergence.flatMap(({a, b, time_ns, counter, a_value, b_value}) =>
		wrap(
			`${b} first differs from ${a} after ${formatDuration(time_ns)}: ${counter} ${formatCount(b_value)} instead of ${formatCount(a_value)}.`,
		),
	);
	const named = (words: string, kept: (score: Scores) => boolean): string[] => {
		const breaking = scores.filter((score) => !kept(score)).map(({kernel}) => kernel);
		return wrap(`${words}: ${breaking.length === 0 ? 'by all' : `not by ${breaking.join(', ')}`}.`);
	};
	const alike = runs.slice(1).filter((run) => !report.first_divergence.some(({b}) => b === run.kernel));
	return [
		...wrap(`ksmtop ${report.ksmtop}, preset ${printable(report.preset)}, seed ${runs[0]?.seed ?? 0}:`),
		'',
		...kernelTable([['kernel', 'MB/s', 'merged', 'worst', 'budget', 'seen', '90 %'], ...speed]),
		'',
		...kernelTable([['kernel', 'freed', 'CPU s/GiB', 'zero left', 'THPs', 'swap'], ...cost]),
		'',
		...wrap(
			"MB/s: freed by ksmd until 90 % was freed; merged: of that by KSM itself; worst: most pages in one wakeup, against pages_to_scan; seen: share in KSM's own counters; zero left: zero-filled pages still allocated; swap: swap slots of zero pages.",
		),
		'',
		...named('Rate limit (pages_to_scan) kept', (score) => score.rate_limit_kept),
		...named('Policy (use_zero_pages) kept', (score) => score.policy_kept),
		...(parts.length > 0 ? ['', ...parts] : []),
		...(alike.length > 0
			? ['', ...wrap(`Never differ from ${runs[0].kernel}: ${alike.map((run) => run.kernel).join(', ')}.`)]
			: []),
	];
}

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
		['freed MB/s', figure(rates.freed_mb_s)],
		['merged MB/s', figure(rates.merged_mb_s)],
		['ksmd CPU %', figure(rates.ksmd_cpu_percent)],
		['worst wakeup, pages', formatCount(report.max_freed_in_one_wakeup)],
		['wakeups over budget', formatCount(report.wakeups_over_budget)],
		...['pages_shared', 'pages_sharing', 'ksm_zero_pages', 'thp_split_page'].map((name) => [
			name,
			formatCount(counters[name]),
		]),
	];
	return [
		...wrap(
			`ksmtop ${report.ksmtop}, preset ${printable(report.preset)}, kernel ${report.kernel}, seed ${report.seed}:`,
		),
		'',
		...markdownGrid([['figure', cut(report.kernel)], ...rows]),
	];
}
