// Memory of each kernel as a bar in the order of addresses, with what is resident and what was freed.

import {FREE_CAUSES, PAGE_BYTES} from '../../core/index.js';
import {formatBytes} from '../../scenario/units.js';
import type {Run} from '../../session/run.js';
import {fitPages} from '../numbers.js';
import {memoryBar} from '../page-map.js';
import {left, type Line, right, type Span} from '../text.js';
import {selectedRun, type View} from '../view.js';
import {Lines} from './lines.js';
import type {PanelProps} from './panel.js';
import {visibleRuns} from './run-columns.js';

const LEGEND = '# resident  z KSM zeropage  x remapped by split  m merged  w swap';

function amount(pages: number, view: View, columns: number): string {
	return view.state.units === 'pages'
		? formatBytes(pages * PAGE_BYTES).padStart(columns)
		: fitPages(pages, 'pages', columns).padStart(columns);
}

/** Pages that left memory, whatever the cause. */
function freedPages(run: Run): number {
	return FREE_CAUSES.reduce((sum, cause) => sum + (run.figure(`freed_pages.${cause}`) ?? 0), 0);
}

function runLine(run: Run, view: View, columns: number): Line {
	const figures = columns < 60 ? 9 : 20;
	const bar: Span[] = memoryBar(run, columns - figures - 6).map(({letter, role}) => [letter, role]);
	const rss = run.figure('nr_anon_pages') ?? 0;
	const name: Span = run === selectedRun(view) ? [`>${run.letter} `, 'current'] : ` ${run.letter} `;
	const tail =
		columns < 60 ? amount(rss, view, 8) : `${amount(rss, view, 11)}${amount(freedPages(run), view, 9)}`;
	return [name, ['[', 'bar'], ...bar, [']', 'bar'], ` ${tail}`];
}

export function Memory({view, columns, rows}: PanelProps) {
	const shown = visibleRuns(view, rows - 1);
	const tail = columns < 60 ? 'RSS' : '     RSS    freed';
	const isFocused = view.state.focus === 'memory';
	// Words of the legend fall away where there is no room for all.
	const room = columns - 10 - tail.length;
	const entries = LEGEND.split('  ').filter(Boolean);
	while (entries.length > 0 && entries.join('  ').length > room) entries.pop();
	const heading: Line = [
		[' memory', isFocused ? 'selected' : 'heading'],
		[`  ${left(entries.join('  '), Math.max(0, columns - 9 - tail.length))}`, 'faint'],
		[right(tail, tail.length), 'heading'],
	];
	const lines = [heading, ...shown.map((run) => runLine(run, view, columns))];
	return <Lines lines={lines} columns={columns} rows={rows} look={view.look} />;
}
