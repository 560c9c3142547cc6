// A picture of what a terminal emulator shows.

import type {Screen} from '../../source/tui/screen/cells.js';
import {screenToSvg} from '../../source/tui/screen/svg.js';
import type {Cell, Emulator} from './emulator.js';

/** Code of a palette colour: 30-37 and 90-97 in front, ten more behind. */
function colourCode(colour: string, isBehind: boolean): string | null {
	const [kind, number] = colour.split(':');
	if (kind !== 'palette') return null;
	const index = Number(number);
	if (index > 15) return `${isBehind ? 48 : 38};5;${index}`;
	return String((index < 8 ? 30 + index : 82 + index) + (isBehind ? 10 : 0));
}

function styleOf(cell: Cell): string {
	return [
		cell.bold ? '1' : null,
		cell.dim ? '2' : null,
		cell.underline ? '4' : null,
		cell.inverse ? '7' : null,
		colourCode(cell.foreground, false),
		colourCode(cell.background, true),
	]
		.filter((code) => code !== null)
		.join(';');
}

export function emulatorToSvg(emulator: Emulator): string {
	const rows = emulator
		.cells()
		.map((cells) => ({chars: cells.map(({char}) => char), styles: cells.map(styleOf)}));
	const screen: Screen = {columns: emulator.terminal.cols, rows, lines: emulator.text()};
	return screenToSvg(screen);
}
