// The folio map: a cell for each THP, or for more of them when memory is large; ksmd's cursor walks over it. Kernels
// stand side by side where there is room, else the selected one has it all.

import {geometryFor} from '../folio-geometry.js';
import {type FolioMap, folioMap, MAP_LETTERS} from '../page-map.js';
import type {Line, Span} from '../text.js';
import {selectedRun} from '../view.js';
import {Lines} from './lines.js';
import type {PanelProps} from './panel.js';

function mapRow(map: FolioMap, row: number, columns: number, picked: number): Span[] {
	return Array.from({length: columns}, (_, column): Span => {
		const index = row * columns + column;
		const cell = map.cells[index];
		if (cell === undefined) return ' ';
		if (index === picked) return [cell.letter, 'selected'];
		return index === map.cursor ? ['*', 'cursor'] : [cell.letter, cell.role];
	});
}

export function legend(): Span[] {
	return Object.entries(MAP_LETTERS).flatMap(([letter, {role, about}]): Span[] => [
		[letter, role],
		[` ${about}  `, 'faint'],
	]);
}

export function Folios({view, columns, rows}: PanelProps) {
	const isFocused = view.state.focus === 'folios';
	const {runs, each, width, thpsPerCell} = geometryFor(view, columns, rows);
	const maps = runs.map((run) => folioMap(run, thpsPerCell));
	const picked = isFocused ? (view.state.cursors.folios ?? 0) : -1;
	const lines: Line[] = [
		[
			[` THPs, ${thpsPerCell} per cell`, isFocused ? 'selected' : 'heading'],
			'   ',
			...legend(),
			['*', 'cursor'],
			[' cursor', 'faint'],
		],
	];
	for (let row = 0; row < rows - 1; row++) {
		lines.push([
			' ',
			...runs.flatMap((run, index): Span[] => [
				row === 0 ? [` ${run.letter} `, run === selectedRun(view) ? 'current' : 'plain'] : '   ',
				...mapRow(maps[index], row, width, run === selectedRun(view) ? picked : -1),
				' '.repeat(Math.max(0, each - width - 3)),
			]),
		]);
	}
	return <Lines lines={lines} columns={columns} rows={rows} look={view.look} />;
}
