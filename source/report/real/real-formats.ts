// The report of a recording in the formats that people and programs read.

import {COUNTERS} from '../../core/index.js';
import {COMPARED_COUNTERS} from '../../recording/compared.js';
import {formatCount} from '../../scenario/base/units.js';
import {sanitize, wrap} from '../../scenario/base/text.js';
import {csvLine} from '../csv.js';
import {counterFamily, exposition} from '../exposition.js';
import {grid, markdownGrid} from '../grid.js';
import {toJsonLine} from '../json.js';
import {MARKDOWN_COLUMNS} from '../session/markdown.js';
import {FLAT_NAMES} from '../session/report-row.js';
import {
	observedRowReport,
	REAL,
	type ColumnReport,
	type RealReport,
	type VerdictReport,
} from './real-report.js';
import {tapLines, tapTotals} from '../tap.js';

/** At most this many differing figures are named. */
const NAMED = 4;
const seen = (value: number | null): string => (value === null ? 'nothing' : formatCount(value));

/** What the recording says about some kernels, in a sentence. */
function verdictLine({
	kernels,
	equal,
	equal_rows,
	rows_of,
	equal_figures,
	differences,
	whole_system,
}: VerdictReport): string {
	const names = kernels.join(', ');
	const others = whole_system.map(
		({figure, expected, seen: real}) => `${figure} (expected ${seen(expected)}, seen ${seen(real)})`,
	);
	if (equal) {
		const but = others.length > 0 ? `; except ${others.join(', ')}, which count the whole system` : '';
		return `R equals ${names}: ${formatCount(equal_figures)} figures at ${formatCount(equal_rows)} ${rows_of}${but}`;
	}
	const [first] = differences;
	const words = differences
		.slice(0, NAMED)
		.map(({figure, expected, seen: real}) => `${figure} expected ${seen(expected)}, seen ${seen(real)}`);
	const more = differences.length > NAMED ? ` and ${differences.length - NAMED} more` : '';
	return `R is not ${names}: full scan ${first.pass}, wakeup ${formatCount(first.wakeups)}: ${words.join('; ')}${more}`;
}

/** Says at which full scan a cut-off recording ends. */
function cutLines({runs}: RealReport): string[] {
	const real = runs.at(-1);
	if (real?.ended_by !== 'cut off') return [];
	const pass = real.passes.at(-1)?.pass ?? 0;
	return [
		`R is cut off after full scan ${formatCount(pass)}, wakeup ${formatCount(real.wakeups)}: it is compared up to there`,
	];
}

function verdictLines(report: RealReport, columns: number): string[] {
	if (report.mode === 'timed')
		return wrap(
			'ksmd ran by its own timer (--timed): figures depend on the machine, so they are shown and not compared',
			columns,
		);
	const lines = [...cutLines(report), ...report.verdicts.map((verdict) => verdictLine(verdict))];
	const none =
		report.equals.length === 0
			? [`R equals no kernel of the catalogue (rules of ${report.kernel_version})`]
			: [];
	return [...lines, ...none].flatMap((line) =>
		wrap(sanitize(line), columns - 2).map((part, i) => (i === 0 ? part : `  ${part}`)),
	);
}

/** The counters that are not 0 in every column; a value that differs from R is marked. */
function figureRows(runs: readonly ColumnReport[]): string[][] {
	const real = runs.at(-1)?.counters ?? {};
	const cell = (value: number | undefined, name: string): string => {
		if (value === undefined) return '-';
		return `${formatCount(value)}${name in real && real[name] !== value ? ' !' : ''}`;
	};
	const names = COMPARED_COUNTERS.filter((name) => runs.some((run) => (run.counters[name] ?? 0) !== 0));
	return [
		['', ...runs.map((run) => (run.kernel === REAL ? 'R' : run.kernel))],
		['wakeups', ...runs.map((run) => formatCount(run.wakeups))],
		...names.map((name) => [name, ...runs.map((run) => cell(run.counters[name], name))]),
	];
}

const headLine = (report: RealReport): string =>
	sanitize(
		`${report.preset} on Linux ${report.release} (${report.architecture}), R, beside the model with the rules of ${report.kernel_version}`,
	);

const refusalLines = ({refusals}: RealReport): string[] =>
	refusals.map(({entry, errno, wakeups}) =>
		sanitize(`unexpected errno ${errno} after wakeup ${wakeups}: ${entry}`),
	);

/** The table for people: counters of all columns, then what the recording says of each kernel. */
export function realTable(report: RealReport): string[] {
	return [
		headLine(report),
		'',
		...grid(figureRows(report.runs)),
		...(report.mode === 'exact' ? ['', '! differs from R at the end'] : []),
		'',
		...verdictLines(report, 80),
		...refusalLines(report),
	];
}

/** The same as Markdown of 72 columns. */
export function realMarkdown(report: RealReport): string[] {
	return [
		...wrap(headLine(report), MARKDOWN_COLUMNS),
		'',
		...markdownGrid(figureRows(report.runs)),
		'',
		...verdictLines(report, MARKDOWN_COLUMNS - 2).map((line) => (line.startsWith(' ') ? line : `- ${line}`)),
		...refusalLines(report).flatMap((line) => wrap(line, MARKDOWN_COLUMNS)),
	];
}

/** The columns of compare's CSV; figures that the recording does not have are empty. */
export function realCsv({runs}: RealReport): string[] {
	const rows = runs.flatMap((run) =>
		run.passes.map(({pass, timeNs, wakeups, figures}) =>
			csvLine([run.kernel, pass, timeNs, wakeups, ...FLAT_NAMES.map((name) => figures.get(name) ?? '')]),
		),
	);
	return [csvLine(['kernel', 'pass', 'time_ns', 'wakeups', ...FLAT_NAMES]), ...rows];
}

/** Lines of type header, row (one for each full scan of each column), totals and verdict. */
export function realNdjson(report: RealReport): string[] {
	const {runs, verdicts, ...header} = report;
	const kernels = runs.map((run) => run.kernel);
	return [
		{type: 'header', ...header, kernels},
		...runs.flatMap((run) =>
			run.passes.map((row) => ({type: 'row', kernel: run.kernel, ...observedRowReport(row)})),
		),
		...runs.map(({passes: _passes, ...totals}) => ({type: 'totals', ...totals})),
		...verdicts.map((verdict) => ({type: 'verdict', ...verdict})),
	].map((line) => toJsonLine(line));
}

/** Counters of all columns, under the names of node_exporter. */
export const realOpenMetrics = ({preset, runs}: RealReport): string[] =>
	exposition(
		COUNTERS.map((counter) => ({
			...counterFamily(counter),
			samples: runs
				.filter((run) => counter.name in run.counters)
				.map((run) => ({
					labels: {kernel: run.kernel, preset: sanitize(preset)},
					value: run.counters[counter.name],
				})),
		})),
	);

/** One test: that the recording equals a kernel of the catalogue, or the kernel `wanted`. */
export function realTap(report: RealReport, wanted: string | undefined): string[] {
	const ok = wanted === undefined ? report.equals.length > 0 : report.equals.includes(wanted);
	const tests = [
		{
			name: `${report.preset}: Linux ${report.release} behaves as ${wanted ?? 'a kernel of the catalogue'}`,
			ok,
			diagnostics: verdictLines(report, 100),
		},
	];
	return [...tapLines(tests), tapTotals(tests)];
}
