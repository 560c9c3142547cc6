// How much the program of table-program.ts has room for.

import {KNOBS} from '../../source/core/index.js';

/** The most that a preset may have to be run so; what has more is compiled. */
export const MOST = {
	names: 24,
	processes: 16,
	regions: 64,
	entries: 64,
	statements: 512,
	fills: 64,
	terms: 64,
	alarms: 64,
} as const;
export const MOST_ARGUMENTS = 6;
export const KNOB_COUNT = KNOBS.length;

/** Lines of C that are alike. */
export const each = (count: number, text: (i: number) => string): string =>
	Array.from({length: count}, (_, i) => text(i)).join('\n');
