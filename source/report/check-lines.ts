// Expectations in the manner of the kernel's mailing lists: what was looked at, what was expected, what was seen.

import {grid} from './grid.js';
import {printable} from './words.js';

export interface CheckedLine {
	readonly text: string;
	readonly expected: string;
	readonly seen: string;
	readonly ok: boolean;
}

/** One line each: "ok    mainline: ksm_zero_pages  expected 0  seen 0". */
export function checkLines(results: readonly CheckedLine[]): string[] {
	const rows = results.map(({ok, text, expected, seen}) => [
		ok ? 'ok' : 'FAILED',
		printable(text),
		`expected ${expected}`,
		`seen ${printable(seen)}`,
	]);
	return grid(rows, ['left', 'left', 'left', 'left']);
}
