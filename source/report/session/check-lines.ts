// Expectations in the manner of the kernel's mailing lists: what was looked at, what was expected, what was seen.

import {sanitize} from '../../scenario/base/text.js';
import {grid} from '../grid.js';
import {figure} from './words.js';

export interface CheckedLine {
	readonly text: string;
	readonly expected: number | string;
	readonly seen: number | string;
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
