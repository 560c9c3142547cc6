// Expectations as the kernel's mailing lists write them: the figure, what was expected, what was seen.

import {sanitize} from '../../scenario/base/text.js';
import {grid} from '../grid.js';
import {figure} from './words.js';

/** One expectation and what was found, ready to be printed. */
export interface CheckedLine {
	/** Kernel, figure and condition as the preset has them: "mainline: ksm_zero_pages equals 0". */
	readonly text: string;
	/** The exact value, or a range in words. */
	readonly expected: number | string;
	/** The figure, or why there is none: "not reached". */
	readonly seen: number | string;
	/** False: the expectation was missed, which leads to exit code 1. */
	readonly ok: boolean;
}

const words = (value: number | string): string => (typeof value === 'number' ? figure(value) : value);

/** One line each: "ok    mainline: ksm_zero_pages  expected 0  seen 0". */
export function checkLines(results: readonly CheckedLine[]): string[] {
	const rows = results.map(({ok, text, expected, seen}) => [
		ok ? 'ok' : 'FAILED',
		sanitize(text),
		`expected ${words(expected)}`,
		`seen ${sanitize(words(seen))}`,
	]);
	return grid(rows, ['left', 'left', 'left', 'left']);
}
