// The rows of a sweep as a script for gnuplot, its data inside: `gnuplot -persist sweep.gp`, or with a terminal of your
// own.

import {sanitize} from '../../scenario/base/text.js';
import {sweepLines} from './sweep-lines.js';
import type {CombinationResult} from './sweep-result.js';

const quote = (text: string): string => JSON.stringify(sanitize(text));

/** A script that draws how fast each kernel frees memory until it has 90 % of what it frees, over the first name varied. */
export function sweepGnuplot(rows: readonly CombinationResult[], preset: string, version: string): string[] {
	const {axis, ticks, isLogarithmic, lines} = sweepLines(rows);
	const blocks = lines.map(({points}, i) => [
		`$line${i + 1} << END`,
		...points.map(({x, y}) => `${x} ${y}`),
		'END',
	]);
	return [
		`# ksmtop ${version}: sweep of ${sanitize(preset)} over ${sanitize(axis)}`,
		`set title ${quote(`${preset}: freed by ksmd until 90 % was freed, each kernel over its own time`)}`,
		`set xlabel ${quote(axis)}`,
		"set ylabel 'MB/s (10^6 bytes per simulated second)'",
		...(isLogarithmic ? ['set logscale x'] : []),
		'set logscale y',
		`set xtics (${ticks.map(({value, x}) => `${quote(value)} ${x}`).join(', ')})`,
		'set key outside below',
		'set grid',
		...blocks.flat(),
		`plot ${lines.map(({name}, i) => `$line${i + 1} with linespoints title ${quote(name)}`).join(', ')}`,
	];
}
