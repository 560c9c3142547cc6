// Tables with a row for each kernel: the columns that fit, and the rows around the selected kernel when not all fit.

import type {Run} from '../../session/run/run.js';
import type {Cell, Column, TableContent} from '../table/bar-table.js';
import {hasCountersOnly, selectedRun, type View} from '../view.js';

/** A column of a table with a row for each kernel. */
export interface RunColumn extends Column {
	/** When room is short the columns with the smallest ranks are kept. */
	readonly rank: number;
	/** The figure that it shows; a value other than that of the session's reference (the recording) is marked. */
	readonly figure?: string;
	/** Whether the preset's `watch` asks for it; default false. */
	readonly isWatched?: boolean;
	/** The cell of a run; `index` is the run's place, `columns` the width that is left after growing. */
	cell(run: Run, index: number, columns: number): Cell | string;
}

const NAME_COLUMNS = 15;
/** Columns by which each column of a table grows where there is room. */
const MOST_GROWTH = 3;

/** "A before" with a mark when selected. */
function nameCell(view: View, run: Run): Cell {
	const isSelected = run === selectedRun(view);
	const text = `${isSelected ? '>' : ' '}${run.letter} ${run.title}`;
	return isSelected ? {text, role: 'current'} : {text};
}

function nameColumns(view: View, columns: number): number {
	const longest = Math.max(...view.runs.map((run) => run.title.length)) + 3;
	const most = columns >= 100 ? 26 : columns >= 60 ? 18 : 10;
	return Math.min(Math.max(columns >= 60 ? NAME_COLUMNS : 9, longest), most);
}

/** The columns with the smallest ranks that fit, in their given order. */
function fitting(columns: readonly RunColumn[], room: number): RunColumn[] {
	const kept = new Set<RunColumn>();
	let left = room;
	for (const column of [...columns].sort((one, other) => one.rank - other.rank)) {
		if (column.columns + 1 > left) continue;
		kept.add(column);
		left -= column.columns + 1;
	}
	return columns.filter((column) => kept.has(column));
}

/** Runs to show in `rows` rows: all, or those around the selected one. */
export function visibleRuns(view: View, rows: number): Run[] {
	const {runs} = view;
	if (runs.length <= rows) return [...runs];
	const at = runs.indexOf(selectedRun(view));
	const from = Math.max(0, Math.min(at - Math.floor(rows / 2), runs.length - rows));
	return runs.slice(from, from + Math.max(1, rows));
}

/** The columns that are known in at least one run. */
const known = (view: View, columns: readonly RunColumn[]): RunColumn[] =>
	columns.filter(({cell, columns: width}) =>
		view.runs.some((run, index) => {
			const content = cell(run, index, width);
			return (typeof content === 'string' ? content : content.text).trim() !== '-';
		}),
	);
/** Whether a figure differs from that of the reference; false without one. */
function differs({session: {reference}}: View, run: Run, figure: string | undefined): boolean {
	if (reference === null || run === reference || figure === undefined) return false;
	return Math.abs((run.figure(figure) ?? Number.NaN) - (reference.figure(figure) ?? Number.NaN)) > 0;
}

/**
 * The table in at most `columns` x `rows`. The column that is named `flexible` takes what is left over.
 */
export function runTable(
	view: View,
	title: string,
	all: readonly RunColumn[],
	{columns, rows, flexible}: {columns: number; rows: number; flexible?: string},
): TableContent {
	const first = nameColumns(view, columns);
	const chosen = fitting(hasCountersOnly(view) ? known(view, all) : all, columns - first);
	const used = chosen.reduce((sum, column) => sum + column.columns + 1, first);
	// The flexible column takes what is left over; without one each grows a little.
	const elastic = chosen.find((column) => column.title === flexible);
	const most = elastic === undefined ? MOST_GROWTH : 0;
	const growth = Math.min(most, Math.floor((columns - used) / Math.max(1, chosen.length)));
	const rest = columns - used - growth * chosen.length;
	const widths = chosen.map((column) => column.columns + growth + (column === elastic ? rest : 0));
	const shown = visibleRuns(view, rows - 1);
	const hidden = view.runs.length - shown.length;
	const heading = hidden > 0 ? ` ${title} +${hidden}` : ` ${title}`;
	return {
		columns: [
			{title: heading, columns: first, align: 'left'},
			...chosen.map(({title: text, align, isWatched}, index) => ({
				title: text,
				align,
				columns: widths[index],
				...(isWatched ? {role: 'watched' as const} : {}),
			})),
		],
		rows: shown.map((run) => [
			nameCell(view, run),
			...chosen.map((column, index): Cell => {
				const cell = column.cell(run, view.runs.indexOf(run), widths[index]);
				const drawn = typeof cell === 'string' ? {text: cell} : cell;
				return differs(view, run, column.figure) ? {...drawn, role: 'differs'} : drawn;
			}),
		]),
	};
}
