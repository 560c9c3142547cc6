// A chart as lines of text: a title, an axis of values on the left, one curve per run in braille, the run's letter at its
// peak and at its end, an axis of simulated time below with a mark where a knob was turned. Runs that are alike
// share a curve.

import {formatDuration} from '../../scenario/base/units.js';
import {cut, type Line, lineWidth, right, type Span} from '../look/text.js';
import {type Role, runRole} from '../look/theme.js';
import {type Canvas, createCanvas} from '../../scenario/base/dot-canvas.js';
import type {ChartOptions, Series} from './chart-options.js';
import {axisLabel, peakLabel, powerLabel, roundUp, type Scale} from './scale.js';

/** Columns of the axis of values, with a blank on its right. */
const GUTTER = 7;
/** Columns that the plot has in a chart of `columns`. */
export const plotColumns = (columns: number): number => columns - GUTTER - 1;
/** Columns between two times on the axis, at least. */
const TICK_COLUMNS = 14;
/** Columns that the words of a mark may take. */
const MARK_COLUMNS = 24;

interface Plot {
	readonly canvas: Canvas;
	readonly labels: Map<number, {char: string; role: Role}>;
	readonly columns: number;
	readonly rows: number;
}

function sampled(options: ChartOptions, width: number): Array<Array<number | null>> {
	const step = (options.toNs - options.fromNs) / width;
	return options.series.map((series) =>
		Array.from({length: width}, (_, x) => {
			const from = options.fromNs + x * step;
			return from > options.nowNs ? null : series.sample(from, Math.min(from + step, options.nowNs));
		}),
	);
}

/** Puts a letter beside a dot, in the next free cell to the right or left. Its column; -1 when there is no room. */
function label(plot: Plot, column: number, row: number, char: string, role: Role): number {
	for (const offset of [0, 1, -1, 2, -2, 3]) {
		const at = column + offset;
		if (at < 0 || at >= plot.columns) continue;
		const key = row * plot.columns + at;
		if (plot.labels.has(key)) continue;
		plot.labels.set(key, {char, role});
		return at;
	}
	return -1;
}

/** Writes a value on the right or left of a letter, "B=51,200", where nothing is drawn yet; else it is left out. "51,200 B" would be bytes. */
function annotate(plot: Plot, column: number, row: number, text: string, role: Role): void {
	const isFree = (at: number): boolean =>
		at >= 0 &&
		at < plot.columns &&
		!plot.labels.has(row * plot.columns + at) &&
		plot.canvas.cell(at, row).series < 0;
	const length = text.length + 1;
	for (const from of [column + 1, column - length]) {
		const cells = Array.from({length}, (_, index) => from + index);
		if (!cells.every(isFree)) continue;
		const shown = from < column ? `${text}=` : `=${text}`;
		for (const [index, at] of cells.entries())
			plot.labels.set(row * plot.columns + at, {char: shown[index], role});
		return;
	}
}

/** Where the letter of a curve's peak is drawn. */
interface Peak {
	readonly value: number;
	readonly column: number;
	readonly row: number;
	readonly role: Role;
}

/** Draws a curve with its letter at the peak and the end. */
function drawSeries(
	plot: Plot,
	values: ReadonlyArray<number | null>,
	series: Series,
	place: number,
	scale: Scale,
): Peak | null {
	const {canvas} = plot;
	const perColumn = canvas.width / plot.columns;
	const heightOf = (value: number): number => Math.round(scale.height(value) * (canvas.height - 1));
	let previous: number | null = null;
	let peak = -1;
	let peakX = -1;
	let lastX = -1;
	for (const [x, value] of values.entries()) {
		if (value === null || value <= 0) {
			previous = value === null ? null : 0;
			continue;
		}
		const y = heightOf(value);
		canvas.stroke(x, previous ?? y, y, place);
		previous = y;
		lastX = x;
		if (value > peak) {
			peak = value;
			peakX = x;
		}
	}
	if (peakX < 0) return null;
	const row = rowOf(peak, scale, plot);
	const column = label(plot, Math.floor(peakX / perColumn), row, series.letter, runRole(series.index));
	const end = values[lastX];
	if (end !== null && rowOf(end, scale, plot) !== rowOf(peak, scale, plot)) {
		label(
			plot,
			Math.floor(lastX / perColumn) + 1,
			rowOf(end, scale, plot),
			series.letter,
			runRole(series.index),
		);
	}
	return column < 0 ? null : {value: peak, column, row, role: runRole(series.index)};
}

/** The row, from the top, in which the dot of a value lies. */
function rowOf(value: number, scale: Scale, {canvas, rows}: Plot): number {
	const dot = Math.round(scale.height(value) * (canvas.height - 1));
	return rows - 1 - Math.floor((dot * rows) / canvas.height);
}

/** The labels of the axis of values, by row. */
function axisRows(scale: Scale, plot: Plot, isLogarithmic: boolean): Map<number, string> {
	const {rows} = plot;
	const labels = new Map<number, string>();
	if (isLogarithmic) {
		for (let value = scale.top; scale.height(value) > 0; value /= 10) {
			const row = rowOf(value, scale, plot);
			if (!labels.has(row)) labels.set(row, powerLabel(value));
		}
		if (!labels.has(rows - 1)) labels.set(rows - 1, powerLabel(scale.value(0)));
		return labels;
	}
	labels.set(0, axisLabel(scale.top));
	// With a top of 1 the middle would be 0.5, which counters never are.
	if (rows >= 5 && rows % 2 === 1 && scale.top > 1) labels.set((rows - 1) / 2, axisLabel(scale.top / 2));
	labels.set(rows - 1, '0');
	return labels;
}

function timeAxis(options: ChartOptions, columns: number): Span[] {
	const span = options.toNs - options.fromNs;
	const cells = Array.from({length: columns}, () => ' ');
	const isFree = (at: number, length: number): boolean =>
		at >= 0 &&
		at + length <= columns &&
		cells.slice(Math.max(0, at - 1), at + length + 1).every((cell) => cell === ' ');
	const put = (at: number, text: string): void => {
		if (isFree(at, text.length)) cells.splice(at, text.length, ...text);
	};
	const columnOf = (ns: number): number =>
		Math.min(columns - 1, Math.floor(((ns - options.fromNs) / span) * columns));
	const shown = options.marks.filter((mark) => mark.timeNs >= options.fromNs && mark.timeNs <= options.toNs);
	for (const mark of shown) cells[columnOf(mark.timeNs)] = '^';
	// The latest mark gets its text, on the side that has room; then times fill what is left.
	const last = shown.at(-1);
	if (last !== undefined) {
		const at = columnOf(last.timeNs);
		const text = cut(last.text, MARK_COLUMNS);
		const before = at - text.length - 3;
		if (cells.slice(Math.max(0, before), at).every((cell) => cell === ' ') && before >= 0) {
			cells.splice(before, text.length + 3, ...text, ' ', '-', '-');
		} else if (at + text.length + 4 <= columns) cells.splice(at + 1, text.length + 3, '-', '-', ' ', ...text);
	}
	const step = roundUp(span / Math.max(1, Math.floor(columns / TICK_COLUMNS)));
	for (let ns = Math.ceil(options.fromNs / step) * step; ns < options.toNs; ns += step) {
		put(Math.round(((ns - options.fromNs) * columns) / span), formatDuration(ns));
	}
	return [
		[' '.repeat(GUTTER), 'axis'],
		[cells.join(''), 'axis'],
	];
}

/** Column of the cursor; -1 without one, or outside of what is shown. */
function columnOfTime({cursorNs = null, fromNs, toNs}: ChartOptions, columns: number): number {
	if (cursorNs === null || cursorNs < fromNs || cursorNs > toNs) return -1;
	return Math.min(columns - 1, Math.floor(((cursorNs - fromNs) / (toNs - fromNs)) * columns));
}

/** The title, and beside it the note, or the values under the cursor. */
function headLine(
	options: ChartOptions,
	cursorColumn: number,
	values: ReadonlyArray<ReadonlyArray<number | null>>,
	perColumn: number,
): Line {
	const {title, focused, glyphs, note = '', columns} = options;
	const head: Span[] = focused ? [[`${glyphs.focus}${title} `, 'focused']] : [[` ${title} `, 'heading']];
	const tail: Span[] = [];
	if (cursorColumn >= 0) {
		tail.push([` ${formatDuration(Math.round((options.cursorNs ?? 0) / 1e6) * 1e6)}`, 'focused']);
		for (const [place, series] of options.series.entries()) {
			// The canvas has several dots to a column: the largest of them is what is seen.
			const under = values[place].slice(cursorColumn * perColumn, (cursorColumn + 1) * perColumn);
			const known = under.filter((value) => value !== null);
			const text = known.length === 0 ? '-' : axisLabel(Math.max(...known));
			tail.push([`  ${series.letter} `, runRole(series.index)], text);
		}
		tail.push(' ');
	} else if (note !== '') tail.push([` ${note} `, 'faint']);
	const room = columns - lineWidth(head);
	while (tail.length > 0 && lineWidth(tail) > room) tail.pop();
	return [...head, [glyphs.rule.repeat(Math.max(0, room - lineWidth(tail))), 'rule'], ...tail];
}

/** The chart, `options.rows` lines of `options.columns`. */
export function chartLines(options: ChartOptions): Line[] {
	const rows = options.rows - 2;
	const columns = plotColumns(options.columns);
	if (rows < 1 || columns < 8) return [];
	const canvas = createCanvas(
		columns,
		rows,
		options.series.map(({letter}) => letter),
		options.glyphs.unicode,
	);
	const values = sampled(options, canvas.width);
	const max = Math.max(options.level ?? 0, ...values.flat().map((value) => value ?? 0));
	const scale = options.scale(max);
	const plot: Plot = {canvas, labels: new Map(), columns, rows};
	// Last drawn wins a cell: the first run, to which others are compared, is drawn first.
	const peaks = options.series.map((series, place) => drawSeries(plot, values[place], series, place, scale));
	// After all curves, in cells that they left free.
	if (options.showsPeak)
		for (const peak of peaks)
			if (peak !== null) annotate(plot, peak.column, peak.row, peakLabel(peak.value), peak.role);

	const axis = axisRows(scale, plot, scale.value(0) > 0);
	const levelRow = options.level === undefined || options.level <= 0 ? -1 : rowOf(options.level, scale, plot);
	const cursorColumn = columnOfTime(options, columns);
	const lines: Line[] = [headLine(options, cursorColumn, values, canvas.width / columns)];
	for (let row = 0; row < rows; row++) {
		const line: Span[] = [[`${right(axis.get(row) ?? '', GUTTER - 1)} `, 'axis']];
		for (let column = 0; column < columns; column++) {
			const text = plot.labels.get(row * columns + column);
			const cell = canvas.cell(column, row);
			if (text !== undefined) line.push([text.char, text.role]);
			else if (cell.series >= 0) line.push([cell.char, runRole(options.series[cell.series].index)]);
			else if (column === cursorColumn) line.push([options.glyphs.cursor, 'focused']);
			else if (row === levelRow) line.push([options.glyphs.level, 'budget']);
			else line.push(' ');
		}
		lines.push(line);
	}
	lines.push(timeAxis(options, columns));
	return lines;
}
