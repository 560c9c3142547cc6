// Keys that change what is shown: selection, focus, cursors, zoom, units, colours. They never touch the simulation.

import {chartsOf} from '../charts/definitions.js';
import {PANEL_IDS, type PanelId} from '../panel-ids.js';
import {figuresToCompare} from '../panels/compare.js';
import {filteredEvents} from '../panels/events.js';
import {PROCESS_COLUMNS, processesOf} from '../panels/processes.js';
import {KNOBS} from '../../core/index.js';
import {cellCount, folioGeometry} from '../folio-geometry.js';
import type {Store} from '../store.js';
import {createTheme, PALETTES} from '../theme.js';
import {selectedRun} from '../view.js';

export function selectRun(store: Store, direction: 1 | -1): void {
	const {runs} = store.session;
	const at = runs.indexOf(selectedRun(store.view));
	store.set({selected: runs[(at + direction + runs.length) % runs.length].letter});
}

export function moveFocus(store: Store, direction: 1 | -1): void {
	const at = PANEL_IDS.indexOf(store.state.focus);
	store.set({focus: PANEL_IDS[(at + direction + PANEL_IDS.length) % PANEL_IDS.length]});
}

/** Rows that PgUp and PgDn move by. */
const PAGE = 10;
const MOST_ZOOM = 8;

/** The last place that a panel's cursor may have. */
function lastOf({view, state, events}: Store, focus: PanelId): number {
	if (focus === 'folios') return cellCount(selectedRun(view), folioGeometry(view).thpsPerCell) - 1;
	if (focus === 'events') return filteredEvents(events, state.filter).length - 1;
	if (focus === 'processes') return processesOf(view).length - 1;
	return focus === 'compare' ? figuresToCompare(view).length - 1 : KNOBS.length - 1;
}

/** The chart that is `by` further. */
function showChart(store: Store, by: number): void {
	const count = chartsOf(store.session).length;
	store.set({chart: (store.state.chart + by + count) % count});
}

/** Moves the cursor of the focused panel; `dx` along a row, `dy` along rows. */
export function move(store: Store, dx: number, dy: number): void {
	const {state} = store;
	const {focus, cursors} = state;
	if (focus === 'chart') {
		if (dx !== 0) store.set({pan: Math.max(0, state.pan - dx)});
		else showChart(store, Math.sign(dy));
		return;
	}
	if (focus === 'ksmd' || focus === 'ledger' || focus === 'memory') {
		if (dy !== 0) selectRun(store, dy > 0 ? 1 : -1);
		return;
	}
	// Events count from the newest, which stands at the bottom.
	const steps =
		focus === 'folios' ? dx + dy * folioGeometry(store.view).width : focus === 'events' ? -dy : dy;
	const last = lastOf(store, focus);
	store.set({cursors: {...cursors, [focus]: Math.max(0, Math.min(last, (cursors[focus] ?? 0) + steps))}});
}

export function movePage(store: Store, direction: 1 | -1): void {
	move(store, 0, direction * PAGE);
}

export function zoom(store: Store, direction: 1 | -1): void {
	const next = Math.min(MOST_ZOOM, Math.max(0, store.state.zoom + direction));
	store.set({zoom: next, ...(next === 0 ? {pan: 0} : {})});
}

export function nextChart(store: Store): void {
	showChart(store, 1);
}

export function nextSort(store: Store): void {
	store.set({sort: (store.state.sort + 1) % (PROCESS_COLUMNS.length + 1)});
}

export function nextPalette(store: Store): void {
	const at = PALETTES.indexOf(store.look.theme.palette);
	const palette = PALETTES[(at + 1) % PALETTES.length];
	store.setLook({...store.look, theme: createTheme(palette)});
	store.set({message: {text: `palette: ${palette}`, isError: false}});
}
