// The rows of a sweep as a chart for a terminal of at least 72 columns, without colour: MB/s on a logarithmic axis over the
// name that was varied first, a letter for each line of kernel and values at its points, dots between them.

import {createCanvas} from '../../scenario/base/dot-canvas.js';
import {prefixOf, sanitize, wrap} from '../../scenario/base/text.js';
import {type SweepLine, sweepLines} from './sweep-lines.js';
import type {CombinationResult} from './sweep-result.js';
import {figure} from '../session/words.js';

/** Width of the chart; the terminal need not be wider. */
export const CHART_COLUMNS = 72;
const PLOT_ROWS = 16;
/** Columns for the numbers of the y axis and the space after them. */
const LABEL_COLUMNS = 8;
const PLOT_COLUMNS = CHART_COLUMNS - LABEL_COLUMNS - 1;
/** Dots of a braille character, top to bottom. */
const DOTS_PER_ROW = 4;
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
/** Several lines have a point in one place. */
const SEVERAL = '*';

interface Group {
	readonly letter: string;
	readonly names: readonly string[];
	readonly points: SweepLine['points'];
}

/** Lines with the same figures at every value share a letter. */
function grouped(lines: readonly SweepLine[]): Group[] {
	const groups = new Map<string, {names: string[]; points: SweepLine['points']}>();
	for (const {name, points} of lines) {
		const key = JSON.stringify(points.map(({x, y}) => [x, y.toPrecision(6)]));
		const group = groups.get(key);
		if (group) group.names.push(name);
		else groups.set(key, {names: [name], points});
	}
	return [...groups.values()].map((group, i) => ({...group, letter: LETTERS[i % LETTERS.length]}));
}

/** 1, 2 and 5 times the powers of ten between two numbers; only the powers where these are many. */
function ticksBetween(least: number, most: number): number[] {
	const from = Math.floor(Math.log10(least));
	const to = Math.ceil(Math.log10(most));
	const steps = to - from > 3 ? [1] : [1, 2, 5];
	const all = Array.from({length: to - from + 1}, (_, i) => steps.map((step) => step * 10 ** (from + i)));
	return all.flat().filter((tick) => tick >= least && tick <= most);
}

/** From a number to 0..1, along a logarithmic or a linear axis. */
function scale(least: number, most: number, isLogarithmic: boolean): (value: number) => number {
	const at = (value: number): number => (isLogarithmic ? Math.log(value) : value);
	const span = at(most) - at(least);
	return (value) => (span === 0 ? 0.5 : (at(value) - at(least)) / span);
}

/** The row of characters, from the top, in which a share of the height lies. */
const rowAt = (share: number, dotsPerRow: number): number =>
	PLOT_ROWS - 1 - Math.floor(Math.round(share * (PLOT_ROWS * dotsPerRow - 1)) / dotsPerRow);

type Place = readonly [x: number, y: number];

/** Rows of characters: lines as dots, then the letters of the points over them. */
function plot(groups: readonly Group[], place: (x: number, y: number) => Place, unicode: boolean): string[] {
	const canvas = createCanvas(PLOT_COLUMNS, PLOT_ROWS, ['.'], unicode);
	const perColumn = canvas.width / PLOT_COLUMNS;
	const perRow = canvas.height / PLOT_ROWS;
	for (const {points} of groups) {
		for (const [i, {x, y}] of points.slice(1).entries()) {
			const [fromX, fromY] = place(points[i].x, points[i].y);
			const [toX, toY] = place(x, y);
			const steps = Math.max(1, Math.round((toX - fromX) * (canvas.width - 1)));
			for (let step = 0; step <= steps; step += unicode ? 2 : 1) {
				const share = step / steps;
				canvas.dot(
					Math.round((fromX + share * (toX - fromX)) * (canvas.width - 1)),
					Math.round((fromY + share * (toY - fromY)) * (canvas.height - 1)),
					0,
				);
			}
		}
	}
	const cells = Array.from({length: PLOT_ROWS}, (_, row) =>
		Array.from({length: PLOT_COLUMNS}, (_unused, column) => canvas.cell(column, row).char),
	);
	for (const {letter, points} of groups) {
		for (const {x, y} of points) {
			const [right, up] = place(x, y);
			const column = Math.floor(Math.round(right * (canvas.width - 1)) / perColumn);
			const row = rowAt(up, perRow);
			const isTaken = /[A-Z*]/.test(cells[row][column]) && cells[row][column] !== letter;
			cells[row][column] = isTaken ? SEVERAL : letter;
		}
	}
	return cells.map((row) => row.join(''));
}

/** Names of values under the axis, each below its point; those for which there is no room are left out. */
function tickLine(ticks: ReadonlyArray<{value: string; x: number}>, right: (x: number) => number): string {
	let line = '';
	for (const {value, x} of ticks) {
		const text = prefixOf(sanitize(value), 16);
		const middle = LABEL_COLUMNS + 1 + Math.round(right(x) * (PLOT_COLUMNS - 1));
		const start = Math.min(Math.max(0, middle - Math.floor(text.length / 2)), CHART_COLUMNS - text.length);
		if (line !== '' && start <= line.length) continue;
		line = line.padEnd(start) + text;
	}
	return line;
}

/** The chart, of at most 72 columns. `unicode`: with braille dots and lines, else in ASCII. */
export function sweepChart(rows: readonly CombinationResult[], preset: string, unicode: boolean): string[] {
	const {axis, ticks, isLogarithmic, lines} = sweepLines(rows);
	const groups = grouped(lines.filter(({points}) => points.length > 0));
	const rates = groups.flatMap(({points}) => points.map(({y}) => y));
	const title = `${sanitize(preset)}: MB/s freed by ksmd, each kernel until it had freed 90 % of what it freed`;
	if (rates.length === 0) return [...wrap(title, CHART_COLUMNS), 'nothing was freed'];
	const [least, most] = [Math.min(...rates) / 1.3, Math.max(...rates) * 1.3];
	const up = scale(least, most, true);
	const right = scale(ticks[0].x, ticks.at(-1)?.x ?? 0, isLogarithmic);
	const [vertical, corner, horizontal, notch] = unicode ? ['│', '└', '─', '┤'] : ['|', '+', '-', '+'];
	const labels = new Map(
		ticksBetween(least, most).map((tick) => [rowAt(up(tick), unicode ? DOTS_PER_ROW : 1), figure(tick)]),
	);
	const body = plot(groups, (x, y) => [right(x), up(y)], unicode).map((line, row) => {
		const label = labels.get(row);
		return `${(label ?? '').padStart(LABEL_COLUMNS - 1)} ${label === undefined ? vertical : notch}${line}`;
	});
	const seeds = new Set(rows.map(({seed}) => seed)).size;
	const mean = seeds > 1 ? ` Mean of ${seeds} seeds.` : '';
	const scales = `MB/s: 10^6 bytes per simulated second, logarithmic; ${sanitize(axis)}: ${isLogarithmic ? 'logarithmic' : 'not logarithmic'}.${mean}`;
	const empty = lines.filter(({points}) => points.length === 0).map(({name}) => name);
	return [
		...wrap(title, CHART_COLUMNS),
		'',
		`${'MB/s'.padStart(LABEL_COLUMNS - 1)} ${vertical}`,
		...body.map((line) => line.trimEnd()),
		`${' '.repeat(LABEL_COLUMNS)}${corner}${horizontal.repeat(PLOT_COLUMNS)}`,
		tickLine(ticks, right),
		`${' '.repeat(LABEL_COLUMNS + 1)}${sanitize(axis)}`,
		'',
		...groups.flatMap(({letter, names}) => wrap(`${letter} ${sanitize(names.join(', '))}`, CHART_COLUMNS)),
		...(body.some((line) => line.includes(SEVERAL)) ? [`${SEVERAL} several in one place`] : []),
		...(empty.length > 0
			? wrap(`no point, nothing freed: ${sanitize(empty.join(', '))}`, CHART_COLUMNS)
			: []),
		...wrap(scales, CHART_COLUMNS),
	];
}
