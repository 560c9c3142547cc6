// How many cells the folio map has in its present place: used by the panel and by the cursor.

import type {Run} from '../../session/run/run.js';
import {mappedProcesses, pagesPerCell} from './page-map.js';
import {selectedRun, type View} from '../view.js';

const NARROWEST = 18;

/** How the folio map divides its panel. */
export interface FolioGeometry {
	/** Runs whose maps stand side by side. */
	readonly runs: readonly Run[];
	/** Columns for each run, its letter included. */
	readonly each: number;
	/** Cells in a row of each run, a multiple of 8. */
	readonly width: number;
	/** Rows of cells of each map. */
	readonly rows: number;
	/** The same for all, so that maps can be compared. */
	readonly pagesPerCell: number;
}

/** Runs whose maps fit side by side: all, else the selected one and as many beside it as possible. */
function runsToShow(view: View, columns: number): Run[] {
	const {reference} = view.session;
	// A recording may have no pages to draw.
	const drawable = view.runs.filter(({pages}) => pages !== null);
	const runs = drawable.length === 0 ? view.runs : drawable;
	const fit = Math.max(1, Math.floor(columns / (NARROWEST + 4)));
	if (runs.length <= fit) return [...runs];
	const selected = selectedRun(view);
	// The recording is shown beside the selected kernel before any other run.
	const others = runs
		.filter((run) => run !== selected)
		.toSorted((one, other) => Number(other === reference) - Number(one === reference))
		.slice(0, fit - 1);
	return runs.filter((run) => run === selected || others.includes(run));
}

/** The geometry for a panel of this size. */
export function geometryFor(view: View, columns: number, rows: number): FolioGeometry {
	const runs = runsToShow(view, columns);
	const each = Math.floor((columns - 1) / runs.length);
	// A multiple of eight, so that rows begin at round addresses.
	const width = Math.max(8, Math.floor((each - 4) / 8) * 8);
	const cells = width * Math.max(1, rows - 1);
	return {
		runs,
		each,
		width,
		rows: rows - 1,
		pagesPerCell: Math.max(...runs.map((run) => pagesPerCell(run, cells))),
	};
}

/** Cells that the memory of a run takes. */
export function cellCount(run: Run, perCell: number): number {
	return mappedProcesses(run).reduce((sum, {sizePages}) => sum + Math.ceil(sizePages / perCell), 0);
}

/** Rows of a panel of so many that the map needs, its title included. */
export function usedRows(view: View, columns: number, rows: number): number {
	const {runs, width, pagesPerCell: per} = geometryFor(view, columns, rows);
	return 1 + Math.ceil(Math.max(...runs.map((run) => cellCount(run, per))) / width);
}
