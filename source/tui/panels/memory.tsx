// The memory of each kernel as a bar in the order of addresses, with resident and freed pages.

import {FREE_CAUSES, PAGE_BYTES} from '../../core/index.js';
import {formatBytes} from '../../scenario/base/units.js';
import type {Run} from '../../session/run/run.js';
import {Box} from 'ink';
import {memoryTotals, METER_LEGEND, meterCells, type Totals} from '../map/memory-meter.js';
import {fitPages} from '../look/numbers.js';
import {BAR_LEGEND, glyphOf, type CellLook, memoryBar} from '../map/page-map.js';
import {BarTable} from '../table/bar-table.js';
import {left, type Line, type Span} from '../look/text.js';
import {hasCountersOnly, selectedRun, type View} from '../view.js';
import {figuresTable} from './figures-table.js';
import {Lines} from './lines.js';
import type {PanelProps} from './panel.js';
import {visibleRuns} from './run-columns.js';
import {titleLine} from './title.js';

/** Columns of "17.3 GiB of 125 GiB". */
const METER_TAIL = 19;

function amount(pages: number, view: View, columns: number): string {
	if (Number.isNaN(pages)) return '-'.padStart(columns);
	return view.state.units === 'pages'
		? formatBytes(pages * PAGE_BYTES).padStart(columns)
		: fitPages(pages, 'pages', columns).padStart(columns);
}

/** Pages freed since the start, by all causes. */
function freedPages(run: Run): number {
	return FREE_CAUSES.reduce((sum, cause) => sum + (run.figure(`freed_pages.${cause}`) ?? Number.NaN), 0);
}

/** Counters of memory, shown where the panel has room for them. */
const PARTS = [
	'nr_anon_pages',
	'nr_anon_transparent_hugepages',
	'nr_free_pages',
	'pages_shared',
	'pages_sharing',
	'pages_unshared',
	'pages_volatile',
	'pages_skipped',
	'ksm_zero_pages',
	'zeropage_ptes.ksm',
	'zeropage_ptes.split',
	'zeropage_ptes.fault',
	'thp_fault_alloc',
	'thp_collapse_alloc',
	'pswpout',
	'pswpin',
	'swpout_zero',
];

/** Columns that are left for a bar. */
const barColumns = (columns: number): number => columns - (columns < 60 ? 9 : 22) - 4;

interface Bar {
	readonly run: Run;
	readonly cells: readonly CellLook[];
}

function runLine({run, cells}: Bar, view: View, columns: number): Line {
	const {glyphs} = view.look;
	const width = barColumns(columns);
	const bar: Span[] =
		cells.length === 0
			? [[left(' single pages are not known', width, glyphs.ellipsis), 'faint']]
			: cells.map((cell) => [glyphOf(cell, glyphs), cell.role]);
	const rss = run.figure('nr_anon_pages') ?? Number.NaN;
	const isSelected = run === selectedRun(view);
	const name: Span = isSelected ? [`>${run.letter} `, 'current'] : ` ${run.letter} `;
	const tail =
		columns < 60 ? amount(rss, view, 9) : `${amount(rss, view, 12)}${amount(freedPages(run), view, 10)}`;
	return [name, ...bar, [tail, isSelected ? 'current' : 'plain']];
}

/** A real machine: shares of its memory by use. */
function meterLine(run: Run, totals: Totals | null, view: View, columns: number): Line {
	const {glyphs} = view.look;
	const tail =
		totals === null
			? '-'
			: `${formatBytes(totals.anon)} of ${formatBytes(totals.total)}`.padStart(METER_TAIL);
	const cells = totals === null ? [] : meterCells(totals, Math.max(0, columns - METER_TAIL - 5));
	const bar: Span[] = cells.map((cell) => [glyphOf(cell, glyphs), cell.role]);
	return [[`>${run.letter} `, 'current'], ...bar, [` ${tail}`, 'current']];
}

function Meters({view, columns, rows}: PanelProps) {
	const meters = visibleRuns(view, rows - 1).map((run) => ({run, totals: memoryTotals(run)}));
	const note = METER_LEGEND.flatMap((cell): Span[] => [
		[glyphOf(cell, view.look.glyphs), cell.role],
		[` ${cell.about}  `, 'faint'],
	]);
	const heading = titleLine(view, columns, {
		name: 'memory',
		isFocused: view.state.focus === 'memory',
		note,
		tail: [[' anonymous of all', 'heading'], ' '],
	});
	const lines = [heading, ...meters.map(({run, totals}) => meterLine(run, totals, view, columns))];
	return <Lines lines={lines} columns={columns} rows={rows} look={view.look} />;
}

/** The states that the bars show, and no others. */
function legendOf(bars: readonly Bar[], view: View): Span[] {
	const shown = new Set(bars.flatMap(({cells}) => cells));
	const states = BAR_LEGEND.filter((cell) => shown.has(cell));
	// Four states fit into 80 columns with a single space between them.
	const gap = states.length > 3 ? ' ' : '  ';
	return states.flatMap((cell): Span[] => [
		[glyphOf(cell, view.look.glyphs), cell.role],
		[` ${cell.about}${gap}`, 'faint'],
	]);
}

/**
 * A bar of run.pages for each kernel, with nr_anon_pages and the sum of freed_pages; for a real machine shares of
 * meminfo.
 */
export function Memory(props: PanelProps) {
	const {view, columns, rows} = props;
	if (hasCountersOnly(view)) return <Meters {...props} />;
	const bars = visibleRuns(view, rows - 1).map((run) => ({
		run,
		cells: memoryBar(run, barColumns(columns)),
	}));
	const heading = titleLine(view, columns, {
		name: 'memory',
		isFocused: view.state.focus === 'memory',
		note: legendOf(bars, view),
		tail: [[columns < 60 ? ' RSS' : '         RSS     freed', 'heading'], ' '],
	});
	const lines = [heading, ...bars.map((bar) => runLine(bar, view, columns))];
	const spare = rows - lines.length - 1;
	if (spare <= 3) return <Lines lines={lines} columns={columns} rows={rows} look={view.look} />;
	return (
		<Box flexDirection="column" width={columns} height={rows}>
			<Lines lines={lines} columns={columns} rows={lines.length + 1} look={view.look} />
			<BarTable
				content={figuresTable(view, 'memory, counted', PARTS, {columns, rows: spare})}
				look={view.look}
			/>
		</Box>
	);
}
