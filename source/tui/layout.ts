// Which panel is placed where. The three tables of kernels come first; the remaining rows (the "stage") hold one panel on a
// small terminal, and charts, folio map, processes and events on a large one. A focused panel that has no place replaces
// the charts.

import {CHARTS} from './charts/definitions.js';
import {usedRows} from './map/folio-geometry.js';
import {shownProcesses} from './map/page-map.js';
import type {PanelId} from './panel-ids.js';
import {captionRows} from './panels/story.js';
import {hasCountersOnly, selectedRun, type View} from './view.js';

/** Where one panel stands in a band. */
export interface Place {
	/** The panel that stands here. */
	readonly panel: PanelId;
	/** Width of the panel. */
	readonly columns: number;
	/** Which of several charts side by side. */
	readonly nth: number;
}

/** Panels side by side. */
export interface Band {
	/** Height of the band and all its panels. */
	readonly rows: number;
	/** From left to right, with a blank column between them. */
	readonly places: readonly Place[];
}

/** How the rows of a screen are divided. */
export interface Layout {
	/** Rows for caption, news and story below the header. */
	readonly storyRows: number;
	/** 0 to 2 rows for the knobs that have a key. */
	readonly knobRows: number;
	/** Rows for keys, prompt or message: always 1. */
	readonly footerRows: number;
	/** The bands of panels, from top to bottom. */
	readonly bands: readonly Band[];
}

/** What the layout depends on. */
export interface LayoutInput {
	/** Columns of the terminal. */
	readonly columns: number;
	/** Rows of the terminal. */
	readonly rows: number;
	/** Number of runs: rows of each table of kernels. */
	readonly runs: number;
	/** Number of processes of the selected run. */
	readonly processes: number;
	/** The panel that must be visible. */
	readonly focus: PanelId;
	/** The focused panel fills the screen. */
	readonly expanded: boolean;
	/** Lines of the caption that is shown. */
	readonly captionRows: number;
	/** Panels that the viewer wants on the stage of a large terminal; null: all. */
	readonly panels: readonly PanelId[] | null;
	/** No run knows single pages: the processes get the room of the maps. Default false. */
	readonly countersOnly?: boolean;
	/** Rows that the folio map needs of a panel of so many; default all. */
	mapRows?(rows: number): number;
}

const HEADER_ROWS = 1;
const MOST_CAPTION_ROWS = 4;
/** Fewest rows in which a chart or another panel of the stage is of use. */
const STAGE_ROWS = 4;
const CHART_COLUMNS = 56;
const LEAST_MAP_ROWS = 4;
/** Rows of a chart in a grid of charts, at least. */
const CHART_ROWS = 8;

function band(rows: number, columns: number, ...panels: PanelId[]): Band {
	// One column stays blank between neighbours.
	const each = Math.floor((columns + 1) / panels.length);
	const places = panels.map((panel, nth) => ({
		panel,
		nth,
		columns: nth === panels.length - 1 ? columns - each * (panels.length - 1) : each - 1,
	}));
	return {rows, places};
}

function chartBand(rows: number, columns: number): Band {
	const charts = Math.min(4, Math.max(1, Math.floor(columns / CHART_COLUMNS)));
	return band(rows, columns, ...Array.from({length: charts}, () => 'chart' as const));
}

/** As many charts as there are and as fit, none of them flat. */
function chartGrid(rows: number, columns: number): Band[] {
	const perBand = chartBand(rows, columns).places.length;
	const bands = Math.max(1, Math.min(Math.floor(rows / CHART_ROWS), Math.ceil(CHARTS.length / perBand)));
	const each = Math.floor(rows / bands);
	return Array.from({length: bands}, (_, index) => {
		const {places} = chartBand(each, columns);
		return {
			rows: index === bands - 1 ? rows - each * (bands - 1) : each,
			places: places.map((place) => ({...place, nth: place.nth + index * perBand})),
		};
	});
}

/** The stage of a large terminal: as many panels as fit, the folio map taking what the others leave. */
function largeStage(input: LayoutInput, rows: number): Band[] {
	const {columns} = input;
	const wide = columns >= 160;
	const charts = rows >= 40 ? 12 : rows >= 30 ? 10 : 6;
	const events = rows >= 40 ? 10 : rows >= 30 ? 8 : rows >= 20 ? 5 : 4;
	const listed = Math.min(input.processes + 1, rows >= 36 ? 12 : rows >= 30 ? 8 : 4);
	// Beside the processes there is room to compare kernels, as long as the map keeps some.
	const spare = rows - charts - events - LEAST_MAP_ROWS;
	const side = wide ? Math.max(listed, Math.min(rows >= 30 ? 10 : 8, spare)) : listed;
	const folios = rows - charts - side - events;
	// Rows that the map does not need go to the charts.
	const most = Math.min(folios, Math.max(LEAST_MAP_ROWS, Math.floor(rows * 0.4)));
	const needed = Math.max(LEAST_MAP_ROWS, Math.min(most, input.mapRows?.(most) ?? most));
	const extra = Math.max(0, folios - needed);
	return chosenBands(
		[
			band(folios - extra, columns, 'folios'),
			chartBand(charts + extra, columns),
			wide ? band(side, columns, 'processes', 'compare') : band(side, columns, 'processes'),
			band(events, columns, 'events'),
		],
		input,
	);
}

/** The bands that the viewer wants, the rows of the others shared among them. */
function chosenBands(bands: readonly Band[], {panels, columns}: LayoutInput): Band[] {
	if (panels === null) return [...bands];
	const kept = bands
		.map(({rows, places}) => ({
			rows,
			panels: places.map(({panel}) => panel).filter((panel) => panels.includes(panel)),
		}))
		.filter((one) => one.panels.length > 0);
	if (kept.length === 0) return [...bands];
	const left = bands.reduce((sum, {rows}) => sum + rows, 0) - kept.reduce((sum, {rows}) => sum + rows, 0);
	return kept.map((one, index) => {
		const share = Math.floor(left / kept.length) + (index === 0 ? left % kept.length : 0);
		return band(one.rows + share, columns, ...one.panels);
	});
}

/** The stage without maps: the list of processes as long as it is, up to a half; charts and, with room, events have the rest. */
function countersStage(input: LayoutInput, rows: number): Band[] {
	const {columns, processes} = input;
	if (rows < 10) return [band(rows, columns, 'processes')];
	const events = rows >= 18 ? Math.min(8, Math.floor(rows * 0.25)) : 0;
	const listed = Math.max(4, Math.min(processes + 1, Math.ceil((rows - events) / 2)));
	const bands = [chartBand(rows - events - listed, columns), band(listed, columns, 'processes')];
	return chosenBands(events === 0 ? bands : [...bands, band(events, columns, 'events')], input);
}

function stage(input: LayoutInput, rows: number): Band[] {
	const {columns} = input;
	if (rows <= 0) return [];
	if (input.countersOnly) return countersStage(input, rows);
	if (rows < STAGE_ROWS)
		return input.focus === 'chart' ? [band(rows, columns, 'ksmd')] : [band(rows, columns, input.focus)];
	if (rows < 12) return [chartBand(rows, columns)];
	if (rows < 17) {
		const charts = Math.min(8, rows - 5);
		return [chartBand(charts, columns), band(rows - charts, columns, 'events')];
	}
	return largeStage(input, rows);
}

/** Columns from which the ledger and the memory bars stand side by side. */
const SIDE_BY_SIDE_COLUMNS = 180;

/** Tables of kernels, the more the more room there is, then the stage. */
function tables(input: LayoutInput, body: number): {bands: Band[]; left: number} {
	const each = input.runs + 1;
	const isWide = input.columns >= SIDE_BY_SIDE_COLUMNS;
	const order: ReadonlyArray<readonly PanelId[]> = isWide
		? [['ksmd'], ['ledger', 'memory']]
		: [['ksmd'], ['ledger'], ['memory']];
	const fitting = [3, 2, 1].find((count) => count <= order.length && body - count * each >= STAGE_ROWS) ?? 0;
	const chosen = fitting <= 1 ? [['ledger'] as const] : order.slice(0, fitting);
	const bands: Band[] = [];
	let left = body;
	for (const panels of chosen) {
		const rows = Math.min(each, left);
		if (rows < 2) break;
		bands.push(band(rows, input.columns, ...panels));
		left -= rows;
	}
	return {bands, left};
}

function withFocus(bands: readonly Band[], input: LayoutInput): Band[] {
	// The charts have no fixed place: on a small terminal other panels are of more use.
	if (input.focus === 'chart') return [...bands];
	const has = bands.some(({places}) => places.some(({panel}) => panel === input.focus));
	if (has) return [...bands];
	const at = bands.findLastIndex(({places}) => places[0].panel === 'chart');
	const index = at >= 0 ? at : bands.length - 1;
	return bands.map((one, place) => (place === index ? band(one.rows, input.columns, input.focus) : one));
}

/** Lays out a terminal of at least 20 by 5; on smaller ones the last rows are cut off. */
export function planLayout(input: LayoutInput): Layout {
	// The caption and what happened have a line each; on a large terminal the story has one more.
	const storyRows = input.rows < 10 ? 1 : Math.max(input.rows >= 36 ? 3 : 2, input.captionRows + 1);
	const knobRows = input.expanded || input.rows < 14 ? 0 : input.rows < 20 ? 1 : 2;
	const footerRows = 1;
	const body = Math.max(1, input.rows - HEADER_ROWS - storyRows - knobRows - footerRows);
	if (input.expanded) {
		const bands =
			input.focus === 'chart' ? chartGrid(body, input.columns) : [band(body, input.columns, input.focus)];
		return {storyRows, knobRows, footerRows, bands};
	}
	const {bands, left} = tables(input, body);
	return {storyRows, knobRows, footerRows, bands: withFocus([...bands, ...stage(input, left)], input)};
}

/** The layout of the screen as the view stands. */
export function layoutOf(view: View): Layout {
	return planLayout({
		columns: view.columns,
		rows: view.rows,
		runs: view.runs.length,
		processes: shownProcesses(selectedRun(view)).length,
		focus: view.state.focus,
		expanded: view.state.expanded,
		captionRows: captionRows(view, MOST_CAPTION_ROWS),
		panels: view.state.panels,
		countersOnly: hasCountersOnly(view),
		mapRows: (rows) => usedRows(view, view.columns, rows),
	});
}

/** Whether the panel is on the screen. */
export const hasPanel = (view: View, id: PanelId): boolean =>
	layoutOf(view).bands.some(({places}) => places.some(({panel}) => panel === id));
