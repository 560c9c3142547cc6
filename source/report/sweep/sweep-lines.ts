// What a chart of a sweep draws: the first varied name is the x axis; a line for each kernel and each combination of the
// other values, of how fast memory was freed until 90 % of it was.

import {parseBytes} from '../../scenario/base/units.js';
import type {CombinationResult} from './sweep-result.js';

/** One line of a chart. */
export interface SweepLine {
	/** The kernel's id and the other varied values: "mainline smart_scan=0". */
	readonly name: string;
	/** In the order of the axis; y in MB/s. What freed nothing has no point. */
	readonly points: ReadonlyArray<{readonly value: string; readonly x: number; readonly y: number}>;
}

/** What the chart and the gnuplot script draw. */
export interface SweepLines {
	/** The name that was varied first: a knob or a preset parameter. */
	readonly axis: string;
	/** Its values with their places: numbers and bytes as they are, other words 1, 2, 3. */
	readonly ticks: ReadonlyArray<{readonly value: string; readonly x: number}>;
	/** Numbers that lie so far apart that only a logarithmic axis shows them. */
	readonly isLogarithmic: boolean;
	/** In the order in which kernels and values first occur. */
	readonly lines: readonly SweepLine[];
}

/** Numbers further apart than this factor get a logarithmic axis. */
const FAR = 8;

/** Values as numbers, where all are: plain numbers, or sizes in bytes. */
function numbersOf(values: readonly string[]): number[] | null {
	const numbers = values.map((value) => {
		const size = parseBytes(value);
		return 'bytes' in size ? size.bytes : Number(value);
	});
	return numbers.every((number) => Number.isFinite(number) && number > 0) ? numbers : null;
}

/** Of several seeds the mean is drawn. */
const mean = (numbers: readonly number[]): number =>
	numbers.reduce((sum, number) => sum + number, 0) / numbers.length;

/** The lines of a sweep's rows; y is freed_mb_s, the mean over seeds. */
export function sweepLines(rows: readonly CombinationResult[]): SweepLines {
	const [axis = '', ...others] = Object.keys(rows[0]?.knobs ?? {});
	const values = [...new Set(rows.map((row) => row.knobs[axis] ?? ''))];
	const numbers = numbersOf(values);
	const ticks = values.map((value, index) => ({value, x: numbers === null ? index + 1 : numbers[index]}));
	ticks.sort((one, other) => one.x - other.x);
	const nameOf = (row: CombinationResult): string =>
		[row.kernel, ...others.map((name) => `${name}=${row.knobs[name]}`)].join(' ');
	const lines = [...new Set(rows.map((row) => nameOf(row)))].map((name) => ({
		name,
		points: ticks.flatMap(({value, x}) => {
			const rates = rows
				.filter((row) => nameOf(row) === name && row.knobs[axis] === value)
				.map((row) => row.freed_mb_s);
			const y = rates.length === 0 ? 0 : mean(rates);
			return y > 0 ? [{value, x, y}] : [];
		}),
	}));
	const isLogarithmic =
		numbers !== null && numbers.length > 0 && Math.max(...numbers) >= FAR * Math.min(...numbers);
	return {axis, ticks, isLogarithmic, lines};
}
