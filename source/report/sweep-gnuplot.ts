// The rows of a sweep as a script for gnuplot, its data inside: `gnuplot -persist sweep.gp`, or with a terminal of your
// own. The first varied name is the x axis; a line for each kernel and each combination of the other values.

import {parseBytes} from '../scenario/units.js';
import {sanitize} from '../scenario/text.js';
import type {SweepFigures} from './sweep-table.js';

const quote = (text: string): string => JSON.stringify(sanitize(text));

/** Values as numbers, where all are: plain numbers, or sizes in bytes. */
function numbersOf(values: readonly string[]): number[] | null {
	const numbers = values.map((value) => {
		const size = parseBytes(value);
		return 'bytes' in size ? size.bytes : Number(value);
	});
	return numbers.every((number) => Number.isFinite(number) && number > 0) ? numbers : null;
}

/** A script that draws how fast each kernel frees memory until it has 90 % of what it frees, over the first name varied. */
export function sweepGnuplot(rows: readonly SweepFigures[], preset: string, version: string): string[] {
	const [axis = '', ...others] = Object.keys(rows[0]?.knobs ?? {});
	const values = [...new Set(rows.map((row) => row.knobs[axis] ?? ''))];
	const numbers = numbersOf(values);
	const place = (value: string): number => {
		const index = values.indexOf(value);
		return numbers === null ? index + 1 : numbers[index];
	};
	const nameOf = (row: SweepFigures): string =>
		[row.kernel, ...others.map((name) => `${name}=${row.knobs[name]}`)].join(' ');
	const names = [...new Set(rows.map((row) => nameOf(row)))];
	const blocks = names.map((name, i) => [
		`$line${i + 1} << END`,
		...rows
			.filter((row) => nameOf(row) === name && row.freed_mb_s > 0)
			.map((row) => `${place(row.knobs[axis] ?? '')} ${row.freed_mb_s}`),
		'END',
	]);
	const ticks = values.map((value) => `${quote(value)} ${place(value)}`).join(', ');
	return [
		`# ksmtop ${version}: sweep of ${sanitize(preset)} over ${sanitize(axis)}`,
		`set title ${quote(`${preset}: freed by ksmd until 90 % was freed, each kernel over its own time`)}`,
		`set xlabel ${quote(axis)}`,
		"set ylabel 'MB/s (10^6 bytes per simulated second)'",
		...(numbers !== null && Math.max(...numbers) >= 8 * Math.min(...numbers) ? ['set logscale x'] : []),
		'set logscale y',
		`set xtics (${ticks})`,
		'set key outside below',
		'set grid',
		...blocks.flat(),
		`plot ${names.map((name, i) => `$line${i + 1} with linespoints title ${quote(name)}`).join(', ')}`,
	];
}
