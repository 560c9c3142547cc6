// The folio map: a cell for some pages, a THP or several THPs, depending on the size of memory, with ksmd's cursor. Kernels
// are side by side where there is room, else the selected one has the whole panel.

import {geometryFor} from '../map/folio-geometry.js';
import type {Glyphs} from '../look/glyphs.js';
import {type FolioMap, folioMap, MAP_LEGEND, glyphOf} from '../map/page-map.js';
import {PAGES_PER_THP} from '../../core/index.js';
import type {Line, Span} from '../look/text.js';
import {selectedRun} from '../view.js';
import {Lines} from './lines.js';
import type {PanelProps} from './panel.js';
import {titleLine} from './title.js';

function mapRow(map: FolioMap, row: number, columns: number, picked: number, glyphs: Glyphs): Span[] {
	return Array.from({length: columns}, (_, column): Span => {
		const index = row * columns + column;
		const cell = map.cells[index];
		if (cell === undefined) return ' ';
		const glyph = glyphOf(cell, glyphs);
		if (index === picked) return [glyph, 'selected'];
		if (index !== map.cursor) return [glyph, cell.role];
		return [glyphs.drawing === 'blocks' ? glyph : '*', 'cursor'];
	});
}

/** The states that the maps show, and no others. */
function legendOf(maps: readonly FolioMap[], glyphs: Glyphs): Span[] {
	const shown = new Set(maps.flatMap(({cells}) => cells));
	const states = MAP_LEGEND.filter((cell) => shown.has(cell)).flatMap((cell): Span[] => [
		[glyphOf(cell, glyphs), cell.role],
		[` ${cell.about}  `, 'faint'],
	]);
	return [...states, [glyphs.drawing === 'blocks' ? ' ' : '*', 'cursor'], [' ksmd  ', 'faint']];
}

function unitOf(pagesPerCell: number): string {
	if (pagesPerCell === 1) return 'pages, 1 per cell';
	if (pagesPerCell < PAGES_PER_THP) return `pages, ${pagesPerCell} per cell`;
	const thps = pagesPerCell / PAGES_PER_THP;
	return thps === 1 ? 'THPs, 1 per cell' : `THPs, ${thps} per cell`;
}

/** A map of run.pages: the state of each THP, or of several per cell. */
export function Folios({view, columns, rows}: PanelProps) {
	const isFocused = view.state.focus === 'folios';
	const {glyphs} = view.look;
	const {runs, each, width, pagesPerCell} = geometryFor(view, columns, rows);
	const maps = runs.map((run) => folioMap(run, pagesPerCell));
	const picked = isFocused ? (view.state.cursors.folios ?? 0) : -1;
	const name = unitOf(pagesPerCell);
	const lines: Line[] = [titleLine(view, columns, {name, isFocused, note: legendOf(maps, glyphs)})];
	for (let row = 0; row < rows - 1; row++) {
		lines.push(
			runs.flatMap((run, index): Span[] => {
				const isSelected = run === selectedRun(view);
				return [
					row === 0 ? [` ${run.letter} `, isSelected ? 'current' : 'plain'] : '   ',
					...mapRow(maps[index], row, width, isSelected ? picked : -1, glyphs),
					' '.repeat(Math.max(0, each - width - 3)),
				];
			}),
		);
	}
	return <Lines lines={lines} columns={columns} rows={rows} look={view.look} />;
}
