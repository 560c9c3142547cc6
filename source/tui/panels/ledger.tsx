// The ledger, a row per kernel: pages freed by cause, how much of what ksmd freed KSM's own counters show, and the wakeup
// of the whole run that freed the most, against its budget. Colour only marks differences from the baseline.

import {FREE_CAUSES, type FreeCause, ROW_NAMES, SPLITTERS} from '../../core/index.js';
import type {Run} from '../../session/run/run.js';
import {Box} from 'ink';
import {fitCount, fitPages, inferenceMark, orUnknown} from '../look/numbers.js';
import {BarTable, type Cell} from '../table/bar-table.js';
import {hasPanel} from '../layout.js';
import {baselineRun, type View} from '../view.js';
import {figuresTable} from './figures-table.js';
import type {PanelProps} from './panel.js';
import {type RunColumn, runTable} from './run-columns.js';
import {watchColumns} from './watched.js';

const RECENT_NS = 1_000_000_000;
const KSM_CAUSES: ReadonlySet<FreeCause> = new Set(['ksm_merge', 'ksm_zero_page', 'split_remap']);

/** Marked where it differs from what the baseline shows. */
const marked = (text: string, differs: boolean): Cell => (differs ? {text, role: 'differs'} : {text});

interface Most {
	readonly pages: number;
	/** pages_to_scan at the start of that wakeup. */
	readonly budget: number;
	readonly isUnderWay: boolean;
}

/** The wakeup that freed the most, which may be the one in progress. */
function mostOf(run: Run): Most {
	const ksmd = run.ksmd();
	const soFar = ksmd?.freedSoFar ?? 0;
	const isUnderWay = soFar > (run.worst?.pages ?? 0);
	return isUnderWay
		? {pages: soFar, budget: ksmd?.budget ?? 0, isUnderWay}
		: {pages: run.worst?.pages ?? 0, budget: run.worst?.budget ?? 0, isUnderWay};
}

/** "512", "1.2", "0.36". */
function timesOf(pages: number, budget: number): string {
	const times = pages / Math.max(1, budget);
	return times >= 10
		? fitCount(times, 5)
		: String(Number(times.toPrecision(times < 1.1 && times > 1 ? 3 : 2)));
}

/** "51,200 x512", "100 x1", "100 = A": pages freed by the wakeup that freed the most, and how many times its budget that is. */
function mostInAWakeup(run: Run, alike: string | null, baseline: Run): Cell {
	if (run.figure('max_freed_in_one_wakeup') === undefined) return {text: '-'.padStart(7)};
	const {pages, budget, isUnderWay} = mostOf(run);
	const base = mostOf(baseline);
	const freed = (inferenceMark(run, ['max_freed_in_one_wakeup']) + fitCount(pages, 7)).padStart(7);
	const differs = (value: number, other: number): boolean => run !== baseline && value !== other;
	if (alike !== null && (pages === 0 || pages <= budget)) {
		return {text: `${freed} = ${alike}`, ...(pages === 0 ? {} : {role: 'faint' as const})};
	}
	if (pages === 0) return {text: freed};
	if (isUnderWay) return marked(`${freed} so far`, differs(pages, base.pages));
	return marked(`${freed} x${timesOf(pages, budget)}`, differs(pages, base.pages));
}

function sees(run: Run, baseline: Run): Cell {
	const share = run.ksmSees()?.share ?? null;
	if (share === null) return {text: '-'};
	const text = `${share > 0 && share < 0.01 ? '<1' : share < 1 && share > 0.99 ? '>99' : Math.round(share * 100)} %`;
	return marked(text, run !== baseline && share !== (baseline.ksmSees()?.share ?? null));
}

/** The sum of some figures; NaN when one of them is not known. */
const sumOf = (run: Run, names: readonly string[]): number =>
	names.reduce((sum, name) => sum + (run.figure(name) ?? Number.NaN), 0);

const byCause = (run: Run, ...causes: FreeCause[]): number =>
	sumOf(
		run,
		causes.map((cause) => `freed_pages.${cause}`),
	);

const byOthers = (run: Run): number =>
	sumOf(
		run,
		SPLITTERS.filter((splitter) => splitter !== 'ksmd').map((splitter) => `split_remap_by.${splitter}`),
	);

function pagesColumn(
	view: View,
	title: string,
	columns: number,
	rank: number,
	read: (run: Run) => number,
	figures: readonly string[] = [],
): RunColumn {
	// A column with pages takes precedence over one that is 0 everywhere.
	const isEmpty = view.runs.every((run) => !(read(run) > 0));
	return {
		title,
		columns,
		rank: rank + (isEmpty ? 5 : 0),
		align: 'right',
		cell(run, _index, width) {
			const base = baselineRun(view);
			const mark = inferenceMark(run, figures);
			const text = orUnknown(
				read(run),
				(pages) => mark + fitPages(pages, view.state.units, width - mark.length),
			);
			return marked(text, title === 'split remap' && run !== base && Math.abs(read(run) - read(base)) > 0);
		},
	};
}

/** For a real machine: pages that left processes and that no counter accounts for. */
function unaccountedColumns(view: View): RunColumn[] {
	if (view.runs.every((run) => run.figure('unaccounted_pages') === undefined)) return [];
	return [
		{
			...pagesColumn(view, 'unaccounted', 11, 0, (run) => run.figure('unaccounted_pages') ?? Number.NaN),
			rank: -2,
		},
		{
			...pagesColumn(
				view,
				'remapped at most',
				16,
				0,
				(run) => run.figure('split_remap_at_most_pages') ?? Number.NaN,
			),
			rank: -1,
		},
		pagesColumn(view, 'unmerged', 9, 2.2, (run) => run.figure('unmerged_pages') ?? Number.NaN),
		pagesColumn(view, 'copied by writes', 16, 2.3, (run) => run.figure('cow_ksm_pages') ?? Number.NaN),
	];
}

function ledgerColumns(view: View): RunColumn[] {
	const others = FREE_CAUSES.filter((cause) => !KSM_CAUSES.has(cause));
	const isWide = view.columns >= 100;
	const isNarrow = view.columns < 60;
	return [
		// Without room for the table of ksmd the watched figures are shown here.
		...(hasPanel(view, 'ksmd') ? [] : watchColumns(view)),
		...unaccountedColumns(view),
		pagesColumn(view, 'KSM merge', 9, 2, (run) => byCause(run, 'ksm_merge'), ['freed_pages.ksm_merge']),
		pagesColumn(view, 'ksm_zero_pages', 14, 2.1, (run) => byCause(run, 'ksm_zero_page'), [
			'freed_pages.ksm_zero_page',
		]),
		{
			...pagesColumn(view, 'split remap', isNarrow ? 8 : 11, 1, (run) => byCause(run, 'split_remap'), [
				'freed_pages.split_remap',
			]),
			title: isNarrow ? 'remapped' : 'split remap',
			rank: 0,
		},
		...(isWide ? [pagesColumn(view, 'not by ksmd', 11, 4, byOthers)] : []),
		pagesColumn(view, 'other causes', 12, 3, (run) => byCause(run, ...others)),
		{
			title: isNarrow ? 'sees' : 'KSM sees',
			columns: isNarrow ? 5 : 9,
			rank: 0.5,
			align: 'right',
			cell: (run) => sees(run, baselineRun(view)),
		},
		...(isWide
			? [
					{
						title: 'now MB/s',
						columns: 8,
						rank: 1.5,
						align: 'right' as const,
						cell: (run: Run) => orUnknown(run.recentRates(RECENT_NS).freedMbS, (value) => value.toFixed(1)),
					},
				]
			: []),
		{
			title: isNarrow ? 'most/wakeup' : ' most/wakeup',
			columns: isNarrow ? 12 : 17,
			rank: 0.1,
			align: 'left',
			cell: (run, index) => mostInAWakeup(run, view.alike[index], baselineRun(view)),
		},
	];
}

/** Every entry of the ledger, for each kernel: shown where the panel has room for it. */
const ENTRIES = ROW_NAMES.filter((name) => /^(freed_pages|split_remap_by|allocated_pages)\./.test(name));

/** freed_pages.<cause> since the start, run.ksmSees(), and the wakeup that freed the most. */
export function Ledger({view, columns, rows}: PanelProps) {
	const title = view.state.units === 'pages' && columns >= 60 ? 'freed, pages' : 'freed';
	const own = Math.min(rows, view.runs.length + 1);
	const spare = rows - own - 1;
	return (
		<Box flexDirection="column" width={columns} height={rows}>
			<BarTable content={runTable(view, title, ledgerColumns(view), {columns, rows: own})} look={view.look} />
			{spare > 3 && <Box height={1} />}
			{spare > 3 && (
				<BarTable
					content={figuresTable(view, 'ledger, pages', ENTRIES, {columns, rows: spare})}
					look={view.look}
				/>
			)}
		</Box>
	);
}
