// Goal: the chart of a sweep says what was measured, with its axes and units, in 72 columns, with and without UTF-8 and
// without colour. Method: charts of given rates; the rate of each letter is read back from its row.

import {expect, it} from 'vitest';
import {CHART_COLUMNS, sweepChart} from '../../../source/report/sweep/sweep-chart.js';
import type {CombinationResult} from '../../../source/report/sweep/sweep-result.js';

const row = (kernel: string, zeros: string, mbS: number, seed = 1): CombinationResult =>
	({kernel, seed, knobs: {zeros}, freed_mb_s: mbS}) as unknown as CombinationResult;

const LAW = [
	row('before', '16MiB', 83.5),
	row('before', '64MiB', 81.9),
	row('before', '256MiB', 80.8),
	row('mainline', '16MiB', 29.1),
	row('mainline', '64MiB', 8.92),
	row('mainline', '256MiB', 2.37),
	row('v1', '16MiB', 83.5),
	row('v1', '64MiB', 81.9),
	row('v1', '256MiB', 80.8),
];

/** Rows of the plot in which a letter stands at a point, from the top, and its columns. */
function places(lines: readonly string[], letter: string): Array<[row: number, column: number]> {
	return lines
		.filter((line) => /^.{8}[│┤|+]/.test(line))
		.flatMap((line, at) =>
			[...line.slice(9)].flatMap((char, column) =>
				char === letter ? [[at, column] as [number, number]] : [],
			),
		);
}

it.each([true, false])(
	'a letter at each point, faster ones higher, larger sizes to the right (UTF-8 %s)',
	(utf8) => {
		const lines = sweepChart(LAW, 'slow-zero', utf8);
		const mainline = places(lines, 'B').sort(([, one], [, other]) => one - other);
		expect(mainline).toHaveLength(3);
		expect(mainline[0][0]).toBeLessThan(mainline[1][0]);
		expect(mainline[1][0]).toBeLessThan(mainline[2][0]);
		// Equal ratios are equal steps: 16 to 64 MiB as 64 to 256 MiB.
		expect(Math.abs(mainline[2][1] - mainline[1][1] - (mainline[1][1] - mainline[0][1]))).toBeLessThanOrEqual(
			1,
		);
		const before = places(lines, 'A');
		expect(before).toHaveLength(3);
		expect(Math.max(...before.map(([at]) => at))).toBeLessThan(mainline[0][0]);
		for (const line of lines) expect([...line].length).toBeLessThanOrEqual(CHART_COLUMNS);
		if (!utf8) expect(lines.join('')).toMatch(/^[ -~]*$/);
		expect(lines.join('\n')).not.toContain('\u001B');
	},
);

it('names the axes, their units and scales, and which lines are one', () => {
	const lines = sweepChart(LAW, 'slow-zero', false);
	const text = lines.join('\n');
	expect(text).toContain('A before, v1\nB mainline');
	expect(lines.join(' ')).toContain(
		'MB/s: 10^6 bytes per simulated second, logarithmic; zeros: logarithmic.',
	);
	expect(text).toMatch(/until it had freed 90 %/);
	for (const value of ['16MiB', '64MiB', '256MiB']) expect(text).toContain(value);
	expect(text).toMatch(/^ +50 \+/m);
});

it('several lines in one place, several seeds, and a kernel that frees nothing are said', () => {
	const lines = sweepChart(
		[
			row('before', '0', 50),
			row('before', '0', 70, 2),
			row('before', '1', 60),
			row('mainline', '0', 60),
			row('mainline', '1', 10),
			row('skip-huge', '0', 0),
			row('skip-huge', '1', 0),
		],
		'p',
		false,
	);
	const text = lines.join(' ');
	expect(text).toContain('* several in one place');
	expect(places(lines, '*')).toHaveLength(1);
	expect(text).toContain('no point, nothing freed: skip-huge');
	expect(text).toContain('zeros: not logarithmic. Mean of 2 seeds.');
	expect(sweepChart([row('skip-huge', '1', 0)], 'p', false)).toContain('nothing was freed');
});

it('many kernels and values beyond the alphabet, and a value that a terminal would obey, still draw', () => {
	const many = Array.from({length: 150}, (_, i) => row(`k${i}`, `${(i % 5) + 1}`, i + 1));
	expect(sweepChart(many, 'p', true).length).toBeGreaterThan(20);
	const hostile = sweepChart([row('a', '\u001B[31m', 5)], 'p\u0007', true).join('\n');
	for (const obeyed of ['\u0007', '\u001B']) expect(hostile).not.toContain(obeyed);
});
