// Keys that change what is shown: selection, focus, cursors, zoom, units, colours. They never touch the simulation.

import {plotColumns} from '../charts/chart.js';
import {chartsOf} from '../charts/definitions.js';
import {timeWindow} from '../charts/window.js';
import {layoutOf} from '../layout.js';
import {PANEL_IDS, type PanelId} from '../panel-ids.js';
import {figuresToCompare} from '../panels/compare.js';
import {filteredEvents} from '../panels/events.js';
import {processColumns, processesOf} from '../panels/processes.js';
import {knobsOf} from '../dialogs/knobs.js';
import {cellCount} from '../map/folio-geometry.js';
import {folioGeometry} from '../map/folio-place.js';
import {BLOCKS, UNICODE} from '../look/glyphs.js';
import type {Store} from '../store.js';
import {createTheme, PALETTES} from '../look/theme.js';
import {hasCountersOnly, selectedRun} from '../view.js';

/** Selects the next or previous run, around the end. */
export function selectRun(store: Store, direction: 1 | -1): void {
	const {runs} = store.view;
	const at = runs.indexOf(selectedRun(store.view));
	store.set({selected: runs[(at + direction + runs.length) % runs.length].letter});
}

/** Focuses the next or previous panel, around the end. */
export function moveFocus(store: Store, direction: 1 | -1): void {
	// Without a page map there are no folios to look at.
	const ids = hasCountersOnly(store.view) ? PANEL_IDS.filter((id) => id !== 'folios') : PANEL_IDS;
	const at = ids.indexOf(store.state.focus);
	store.set({focus: ids[(at + direction + ids.length) % ids.length]});
}

const MOST_ZOOM = 8;

/** The last position that a panel's cursor can have. */
function lastOf({view, state, events}: Store, focus: PanelId): number {
	if (focus === 'folios') return cellCount(selectedRun(view), folioGeometry(view).pagesPerCell) - 1;
	if (focus === 'events') return filteredEvents(events, state.filter).length - 1;
	if (focus === 'processes') return processesOf(view).length - 1;
	return focus === 'compare' ? figuresToCompare(view).length - 1 : knobsOf(view).length - 1;
}

/** Moves the cursor of the charts by `dx` columns; at an edge a chart that is zoomed in is panned. */
function moveChartCursor(store: Store, dx: number): void {
	const {state, session, view} = store;
	const {fromNs, toNs} = timeWindow(session.nowNs, state.zoom, state.pan);
	const place = layoutOf(view)
		.bands.flatMap(({places}) => places)
		.find(({panel}) => panel === 'chart');
	const columns = plotColumns(place?.columns ?? view.columns);
	const step = (toNs - fromNs) / columns;
	const at = state.chartNs ?? session.nowNs;
	// In the middle of a column, so that rounding never skips one.
	const column = Math.floor((at - fromNs) / step) + (state.chartNs === null ? 0 : dx);
	const chartNs = Math.max(0, Math.min(session.nowNs, fromNs + (column + 0.5) * step));
	const pan = chartNs < fromNs ? state.pan + 1 : chartNs > toNs ? Math.max(0, state.pan - 1) : state.pan;
	store.set({chartNs, pan});
}

/** Shows the chart `by` places further, around the end. */
function showChart(store: Store, by: number): void {
	const count = chartsOf(store.session).length;
	store.set({chart: (store.state.chart + by + count) % count});
}

/** Moves the cursor of the focused panel; `dx` along a row, `dy` along rows. */
export function move(store: Store, dx: number, dy: number): void {
	const {state} = store;
	const {focus, cursors} = state;
	if (focus === 'chart') {
		if (dx !== 0) moveChartCursor(store, dx);
		else showChart(store, Math.sign(dy));
		return;
	}
	if (focus === 'ksmd' || focus === 'ledger' || focus === 'memory') {
		if (dy !== 0) selectRun(store, dy > 0 ? 1 : -1);
		return;
	}
	// The cursor of events counts from the newest, at the bottom.
	const steps =
		focus === 'folios' ? dx + dy * folioGeometry(store.view).width : focus === 'events' ? -dy : dy;
	const last = lastOf(store, focus);
	store.set({cursors: {...cursors, [focus]: Math.max(0, Math.min(last, (cursors[focus] ?? 0) + steps))}});
}

/** Moves by the height of the focused panel, less one row. */
export function movePage(store: Store, direction: 1 | -1): void {
	const {focus} = store.state;
	const band = layoutOf(store.view).bands.find(({places}) => places.some(({panel}) => panel === focus));
	move(store, 0, direction * Math.max(1, (band?.rows ?? store.view.rows) - 2));
}

/** To the end: of events the newest, of a list its last item, of a chart now. */
export function moveToLast(store: Store): void {
	const {focus, cursors} = store.state;
	if (focus === 'chart') store.set({pan: 0, chartNs: store.session.nowNs});
	else
		store.set({cursors: {...cursors, [focus]: focus === 'events' ? 0 : Math.max(0, lastOf(store, focus))}});
}

const FRAMES = [0.5, 1, 2, 4, 8, 15, 30];

/** Sets the next of 0.5, 1, 2, 4, 8, 15, 30 frames per second. */
export function changeFrames(store: Store, direction: 1 | -1): void {
	const {framesPerSecond} = store.state;
	const next =
		direction > 0
			? FRAMES.find((candidate) => candidate > framesPerSecond)
			: FRAMES.findLast((candidate) => candidate < framesPerSecond);
	const chosen = next ?? framesPerSecond;
	store.set({framesPerSecond: chosen, message: {text: `${chosen} frames per second`, isError: false}});
}

/** 1 halves the time that charts show, -1 doubles it; 0 to 8 steps. */
export function zoom(store: Store, direction: 1 | -1): void {
	const next = Math.min(MOST_ZOOM, Math.max(0, store.state.zoom + direction));
	store.set({zoom: next, ...(next === 0 ? {pan: 0} : {})});
}

/** Shows the next chart in the first place of the charts. */
export function nextChart(store: Store): void {
	showChart(store, 1);
}

/** Sorts processes by the next column; after the last one in the run's own order. */
export function nextSort(store: Store): void {
	store.set({sort: (store.state.sort + 1) % (processColumns(store.view).length + 1)});
}

/** Switches to the next palette. */
export function nextPalette(store: Store): void {
	const at = PALETTES.indexOf(store.look.theme.palette);
	const palette = PALETTES[(at + 1) % PALETTES.length];
	store.setLook({...store.look, theme: createTheme(palette, store.look.theme.depth)});
	store.set({message: {text: `palette: ${palette}`, isError: false}});
}

/** Shapes or letters for the states of pages; without UTF-8 there are letters only. */
export function toggleDrawing(store: Store): void {
	const {glyphs} = store.look;
	const next = glyphs.drawing === 'blocks' ? UNICODE : BLOCKS;
	if (glyphs.unicode) store.setLook({...store.look, glyphs: next});
	const text = glyphs.unicode ? `states are drawn as ${next.drawing}` : 'this terminal has letters only';
	store.set({message: {text, isError: false}});
}
