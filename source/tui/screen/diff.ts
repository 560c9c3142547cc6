// The bytes that change a terminal from one screen to another: cursor moves and changed cells. The cursor and the style are
// assumed unknown at the start, and the style is plain at the end, so each update stands alone.

import type {Row, Screen} from './cells.js';
import {PLAIN, styleChange} from './style.js';

/** Unchanged cells that are cheaper to write again than to jump over: a jump takes four bytes. */
const SHORT_GAP = 3;
/** Blank cells at the end of a row from which erasing is cheaper than writing blanks. */
const LONG_TAIL = 6;

interface Pen {
	out: string;
	style: string;
	/** Where the cursor stands; -1 when unknown. */
	x: number;
	y: number;
}

const forward = (cells: number): string => (cells === 0 ? '' : cells === 1 ? '\u001B[C' : `\u001B[${cells}C`);

const absolute = (x: number, y: number): string =>
	x === 0 ? (y === 0 ? '\u001B[H' : `\u001B[${y + 1}H`) : `\u001B[${y + 1};${x + 1}H`;

/** The shortest way from the pen to a cell: forward in its row, by new lines, or by the cell's address. */
function wayTo({x: fromX, y: fromY}: Pen, x: number, y: number): string {
	const address = absolute(x, y);
	if (fromX < 0 || y < fromY) return address;
	if (y === fromY) return x >= fromX ? forward(x - fromX) : address;
	// The row is never the last one, so that nothing scrolls.
	const lines = `\r${'\n'.repeat(y - fromY)}${forward(x)}`;
	return lines.length < address.length ? lines : address;
}

function moveTo(pen: Pen, x: number, y: number): void {
	pen.out += wayTo(pen, x, y);
	pen.x = x;
	pen.y = y;
}

function writeCells(pen: Pen, row: Row, from: number, to: number): void {
	for (let x = from; x < to; x++) {
		if (row.chars[x] === '') continue;
		pen.out += styleChange(pen.style, row.styles[x]) + row.chars[x];
		pen.style = row.styles[x];
	}
	pen.x = to;
}

function isChanged(old: Row, row: Row, x: number): boolean {
	return old.chars[x] !== row.chars[x] || old.styles[x] !== row.styles[x];
}

/** Whether the cells between two changes are cheaper to repeat than to jump over. */
function isWorthRepeating(pen: Pen, row: Row, from: number, to: number): boolean {
	if (to - from > SHORT_GAP) return false;
	for (let x = from; x < to; x++) {
		if (row.styles[x] !== pen.style || row.chars[x] < ' ' || row.chars[x] > '~') return false;
	}
	return true;
}

/** The column from which the row is blank to its end. */
function tailOf(row: Row, columns: number): number {
	let x = columns;
	while (x > 0 && row.chars[x - 1] === ' ' && row.styles[x - 1] === PLAIN) x--;
	return x;
}

/** Neighbouring cells that changed. */
interface Stretch {
	readonly from: number;
	readonly to: number;
	/** Everything behind it is blank and was not: erasing does it. */
	readonly isErased: boolean;
}

function changedStretches(old: Row, row: Row, columns: number): Stretch[] {
	const tail = tailOf(row, columns);
	const found: Stretch[] = [];
	for (let x = 0; x < columns; x++) {
		if (!isChanged(old, row, x)) continue;
		// The right half of a wide character is written with its left half.
		let from = x;
		while (from > 0 && row.chars[from] === '') from--;
		let to = x + 1;
		while (to < columns && (isChanged(old, row, to) || row.chars[to] === '')) to++;
		if (tail < to && columns - tail >= LONG_TAIL) {
			found.push({from, to: Math.max(from, tail), isErased: true});
			break;
		}
		found.push({from, to, isErased: false});
		x = to - 1;
	}
	return found;
}

/** The stretches with those of one style together, where styles take turns in the row: going back is cheaper than changing the style. */
function byStyle(stretches: readonly Stretch[], row: Row): readonly Stretch[] {
	if (stretches.length < 3) return stretches;
	const groups = new Map<string, Stretch[]>();
	for (const stretch of stretches) {
		const style = row.styles[stretch.from];
		const group = groups.get(style);
		if (group === undefined) groups.set(style, [stretch]);
		else group.push(stretch);
	}
	return groups.size < 2 ? stretches : [...groups.values()].flat();
}

function drawRow(pen: Pen, old: Row, row: Row, y: number, columns: number): void {
	for (const {from, to, isErased} of byStyle(changedStretches(old, row, columns), row)) {
		const isNear = pen.y === y && pen.x >= 0 && pen.x < from;
		const start = isNear && to > from && isWorthRepeating(pen, row, pen.x, from) ? pen.x : from;
		moveTo(pen, start, y);
		writeCells(pen, row, start, to);
		if (isErased) erase(pen);
	}
}

/** Blanks from the cursor to the end of the row. */
function erase(pen: Pen): void {
	pen.out += `${styleChange(pen.style, PLAIN)}\u001B[K`;
	pen.style = PLAIN;
}

/** The bytes that turn `old` into `screen`, two screens of one size; empty when nothing differs. */
export function diff(old: Screen, screen: Screen): string {
	const pen: Pen = {out: '', style: PLAIN, x: -1, y: -1};
	for (let y = 0; y < screen.rows.length; y++) {
		if (old.rows[y] === screen.rows[y]) continue;
		drawRow(pen, old.rows[y], screen.rows[y], y, screen.columns);
		// After the last column the cursor's place depends on the terminal.
		if (pen.x >= screen.columns) pen.x = -1;
	}
	return pen.out + styleChange(pen.style, PLAIN);
}
