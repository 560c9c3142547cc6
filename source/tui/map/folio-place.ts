// Which folio a cell of the folio map stands for: that of its first page.

import {PAGES_PER_THP, type VmaInfo} from '../../core/index.js';
import type {RunProcess} from '../../session/run/run.js';
import {type FolioGeometry, geometryFor} from './folio-geometry.js';
import {layoutOf} from '../layout.js';
import {mappedProcesses} from './page-map.js';
import {selectedRun, type View} from '../view.js';

/** A folio of the selected run, found by its cell. */
export interface FolioPlace {
	/** The process in whose address space it is. */
	readonly process: RunProcess;
	/** The VMA that maps the folio. */
	readonly vma: VmaInfo;
	/** First page of the folio, counted from the VMA's start. */
	readonly firstPage: number;
	/** Pages of the folio, at most those of a THP. */
	readonly length: number;
}

/** The geometry of the map that is on the screen; where none is, that of the whole screen. */
export function folioGeometry(view: View): FolioGeometry {
	for (const {rows, places} of layoutOf(view).bands) {
		const place = places.find(({panel}) => panel === 'folios');
		if (place !== undefined) return geometryFor(view, place.columns, rows);
	}
	return geometryFor(view, view.columns, view.rows);
}

/** `cell` counts over all living processes, each of which begins a cell of its own. */
export function folioAt(view: View, cell: number): FolioPlace | undefined {
	const perCell = folioGeometry(view).pagesPerCell;
	let left = cell;
	for (const process of mappedProcesses(selectedRun(view))) {
		const cells = Math.ceil(process.sizePages / perCell);
		if (left >= cells) {
			left -= cells;
			continue;
		}
		let page = left * perCell;
		for (const vma of process.vmas) {
			const size = vma.end - vma.start;
			if (page < size) {
				// The whole THP that the page lies in.
				const firstPage = Math.floor(page / PAGES_PER_THP) * PAGES_PER_THP;
				return {process, vma, firstPage, length: Math.min(PAGES_PER_THP, size - firstPage)};
			}
			page -= size;
		}
	}
	return undefined;
}
