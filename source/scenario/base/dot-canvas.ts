// A canvas of dots, two by four to a character, made of the braille block; without UTF-8 one dot to a character. Each
// cell remembers which series touched it last, so that it can be coloured.

/** Bit of the dot at (x, y) inside a cell, as Unicode orders them. */
const DOTS = [
	[0x01, 0x02, 0x04, 0x40],
	[0x08, 0x10, 0x20, 0x80],
];
const BRAILLE = 0x2800;

/** Dots of several series, read back cell by cell. */
export interface Canvas {
	/** Columns of dots: 2 for each cell, or 1 without UTF-8. */
	readonly width: number;
	/** Rows of dots: 4 for each cell, or 1 without UTF-8. */
	readonly height: number;
	/** Sets a dot; (0, 0) is the lower left. Dots outside are left out. */
	dot(x: number, y: number, series: number): void;
	/** A stroke from one height to another in column x, so that steep lines stay connected. */
	stroke(x: number, fromY: number, toY: number, series: number): void;
	/** Text of the cell at (column, row from the top), ' ' when empty, and the series that drew in it last (-1: none). */
	cell(column: number, row: number): {readonly char: string; readonly series: number};
}

/** An empty canvas of `columns` by `rows` cells. Without `unicode` a series is drawn by its letter of `letters`. */
export function createCanvas(
	columns: number,
	rows: number,
	letters: readonly string[],
	unicode: boolean,
): Canvas {
	const [perColumn, perRow] = unicode ? [2, 4] : [1, 1];
	const bits = new Uint8Array(columns * rows);
	const owner = new Int8Array(columns * rows).fill(-1);
	const width = columns * perColumn;
	const height = rows * perRow;
	const dot = (x: number, y: number, series: number): void => {
		if (x < 0 || y < 0 || x >= width || y >= height) return;
		const fromTop = height - 1 - y;
		const at = Math.floor(fromTop / perRow) * columns + Math.floor(x / perColumn);
		bits[at] |= unicode ? DOTS[x % 2][fromTop % 4] : 1;
		owner[at] = series;
	};
	return {
		width,
		height,
		dot,
		stroke(x, fromY, toY, series) {
			for (let y = Math.min(fromY, toY); y <= Math.max(fromY, toY); y++) dot(x, y, series);
		},
		cell(column, row) {
			const at = row * columns + column;
			if (bits[at] === 0) return {char: ' ', series: -1};
			const char = unicode ? String.fromCharCode(BRAILLE + bits[at]) : letters[owner[at]];
			return {char, series: owner[at]};
		},
	};
}
