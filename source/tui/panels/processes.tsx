// The processes of the selected kernel, as their ksm_stat and status files would show them; under focus their VMAs too.

import {PAGE_BYTES, type VmaInfo} from '../../core/index.js';
import {formatBytes} from '../../scenario/base/units.js';
import type {RunProcess} from '../../session/run/run.js';
import {fitBytes, fitCount, fitPages} from '../look/numbers.js';
import {type Cell, BarTable, type Column} from '../table/bar-table.js';
import {shownProcesses} from '../map/page-map.js';
import {hasCountersOnly, selectedRun, type View} from '../view.js';
import {Lines} from './lines.js';
import type {PanelProps} from './panel.js';
import {rangeOf} from './title.js';
import {matches} from '../filter.js';

interface ProcessColumn extends Column {
	/** Null or undefined: unknown. */
	value(process: RunProcess): number | null | undefined;
	show(value: number, view: View, columns: number): string;
}

const bytes = (pages: number): string => formatBytes(pages * PAGE_BYTES);
const inUnits = (pages: number, view: View, columns: number): string =>
	fitPages(pages, view.state.units, columns);

const FIGURES: ReadonlyArray<Omit<ProcessColumn, 'align'>> = [
	{title: 'size', columns: 10, value: ({sizePages}) => sizePages, show: bytes},
	{title: 'RSS', columns: 10, value: ({report}) => report.rss_anon_pages, show: inUnits},
	{title: 'AnonHuge', columns: 10, value: ({report}) => report.anon_huge_pages, show: inUnits},
	{title: 'ksm_merging', columns: 12, value: ({report}) => report.ksm_merging_pages, show: inUnits},
	{title: 'ksm_zero', columns: 12, value: ({report}) => report.ksm_zero_pages, show: inUnits},
	{
		title: 'ksm_rmap_items',
		columns: 14,
		value: ({report}) => report.ksm_rmap_items,
		show: (value, _view, columns) => fitCount(value, columns),
	},
	{title: 'swap', columns: 11, value: ({report}) => report.swap_pages, show: inUnits},
	{
		title: 'ksm_process_profit',
		columns: 18,
		value: ({report}) => report.ksm_process_profit,
		show: (value, _view, columns) => fitBytes(value, columns),
	},
	{title: 'unshared', columns: 12, value: ({unsharedPages}) => unsharedPages, show: inUnits},
	{
		title: 'merge_any',
		columns: 9,
		value: ({report}) => (report.ksm_merge_any === undefined ? null : Number(report.ksm_merge_any)),
		show: (value) => (value === 1 ? 'yes' : 'no'),
	},
];
const PROCESS_COLUMNS = FIGURES.map((figure): ProcessColumn => ({...figure, align: 'right'}));

/** Columns for processes of a real machine, the most important first; the others are unknown there. */
const COUNTER_TITLES = [
	'ksm_process_profit',
	'ksm_merging',
	'ksm_zero',
	'RSS',
	'AnonHuge',
	'ksm_rmap_items',
	'swap',
	'merge_any',
	'size',
];
const COUNTER_COLUMNS = COUNTER_TITLES.flatMap((title) => {
	const column = PROCESS_COLUMNS.find((one) => one.title === title);
	// The mark of the column that sorts fits too.
	return column === undefined ? [] : [{...column, columns: Math.max(column.columns, title.length + 2)}];
});

/** The columns in order of importance; those that do not fit are left out. */
export const processColumns = (view: View): readonly ProcessColumn[] =>
	hasCountersOnly(view) ? COUNTER_COLUMNS : PROCESS_COLUMNS;

/** The column by which processes are sorted; null: as the run gives them. */
function sortedBy(view: View): ProcessColumn | null {
	const {sort} = view.state;
	const columns = processColumns(view);
	return sort === 0 ? null : columns[(sort - 1) % columns.length];
}

/** The cell of a process in a column; '-' where it is unknown. */
function cellOf(column: ProcessColumn, process: RunProcess, view: View): Cell {
	const value = column.value(process) ?? null;
	return {text: value === null ? '-' : column.show(value, view, column.columns)};
}

/** The processes that match the filter, in the chosen order. */
export function processesOf(view: View): RunProcess[] {
	const filter = view.state.focus === 'processes' ? view.state.filter : '';
	const found = shownProcesses(selectedRun(view)).filter(({name}) => matches(name, filter));
	const column = sortedBy(view);
	if (column === null) return found;
	const value = (process: RunProcess): number => column.value(process) ?? -Infinity;
	return found.sort((one, other) => value(other) - value(one) || 0);
}

function vmaCells(vma: VmaInfo, chosen: readonly ProcessColumn[]): Cell[] {
	const flags = [
		vma.mergeable ? 'mergeable' : '',
		vma.thp === 'none' ? '' : `${vma.thp}page`,
		vma.locked ? 'locked' : '',
		vma.dontFork ? 'dontfork' : '',
	];
	const text = `   ${vma.region} ${flags.filter(Boolean).join(' ')}`;
	return [
		{text, role: 'faint'},
		...chosen.map(({title}): Cell => ({text: title === 'size' ? bytes(vma.end - vma.start) : ''})),
	];
}

/** run.processes() of the selected kernel, after the filter. */
export function Processes({view, columns, rows}: PanelProps) {
	const isFocused = view.state.focus === 'processes';
	const run = selectedRun(view);
	const list = processesOf(view);
	const nameColumns = columns >= 100 ? 24 : columns >= 60 ? 16 : 12;
	let room = columns - nameColumns;
	const chosen = processColumns(view).filter((column) => {
		if (column.columns + 1 > room) return false;
		room -= column.columns + 1;
		return true;
	});
	const at = Math.min(view.state.cursors.processes ?? 0, Math.max(0, list.length - 1));
	const body: Cell[][] = [];
	for (const [index, process] of list.entries()) {
		const isUnder = isFocused && index === at;
		body.push([
			{text: `${isUnder ? '>' : ' '}${process.name}`, ...(isUnder ? {role: 'current' as const} : {})},
			...chosen.map((column) => cellOf(column, process, view)),
		]);
		if (view.state.expanded && isFocused) body.push(...process.vmas.map((vma) => vmaCells(vma, chosen)));
	}
	const visible = rows - 1;
	const cursorRow = body.findIndex(([name]) => name.text.startsWith('>'));
	const from = Math.max(0, Math.min(cursorRow - Math.floor(visible / 2), body.length - visible));
	const none = hasCountersOnly(view)
		? ' KSM has pages of no process that can be read, or the filter excludes all'
		: ` no process of ${run.letter} to show`;
	if (list.length === 0) return <Lines lines={[[none]]} columns={columns} rows={rows} look={view.look} />;
	// A real machine's run lists them by what KSM saves for them.
	const sorted = sortedBy(view)?.title ?? (hasCountersOnly(view) ? 'ksm_process_profit' : '');
	const content = {
		columns: [
			{
				title: `${isFocused ? '>' : ' '}processes of ${run.letter}${body.length > visible ? ` ${rangeOf(from, from + visible, body.length)}` : ''}`,
				columns: nameColumns + room,
				align: 'left' as const,
			},
			...chosen.map((column) => (column.title === sorted ? {...column, title: `v ${column.title}`} : column)),
		],
		rows: body.slice(from, from + visible),
	};
	return <BarTable content={content} look={view.look} />;
}
