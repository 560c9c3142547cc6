// Goal: the gnuplot script of a sweep is whole in itself and means what it draws. Method: its text for a sweep of sizes;
// gnuplot itself runs it where it is installed.

import {execFileSync, spawnSync} from 'node:child_process';
import {expect, it} from 'vitest';
import {sweepGnuplot} from '../../../source/report/sweep/sweep-gnuplot.js';
import type {CombinationResult} from '../../../source/report/sweep/sweep-result.js';

const row = (kernel: string, zeros: string, mbS: number): CombinationResult =>
	({kernel, seed: 1, knobs: {zeros}, freed_mb_s: mbS}) as unknown as CombinationResult;
const rows = [
	row('before', '16MiB', 83.5),
	row('mainline', '16MiB', 29.1),
	row('before', '256MiB', 80.8),
	row('mainline', '256MiB', 2.37),
];
const script = sweepGnuplot(rows, 'slow "zero"', '9.9.9').join('\n');
const hasGnuplot = spawnSync('gnuplot', ['--version']).status === 0;

it('draws a line for each kernel over the sizes, in bytes, with their names at the ticks', () => {
	expect(script).toContain('$line2 << END\n16777216 29.1\n268435456 2.37\nEND');
	expect(script).toContain('set xtics ("16MiB" 16777216, "256MiB" 268435456)');
	expect(script).toContain(
		'$line1 with linespoints title "before", $line2 with linespoints title "mainline"',
	);
	expect(script).toContain('set logscale x');
});

it('numbers values that are no numbers', () => {
	const words = [row('before', 'fast', 1), row('before', 'slow', 2)];
	expect(sweepGnuplot(words, 'p', '1')).toContain('set xtics ("fast" 1, "slow" 2)');
});

it.runIf(hasGnuplot)('is run by gnuplot without a word', () => {
	const drawn = execFileSync('gnuplot', ['-e', "set terminal svg; set output '/dev/null'", '-'], {
		input: script,
		stdio: 'pipe',
	});
	expect(drawn.toString()).toBe('');
});
