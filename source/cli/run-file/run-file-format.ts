// What the lines of a run file are. The header embeds the preset's text, so that the file stands alone; then a line for
// each command; the last line is the fingerprint.

import type {Setting} from '../command-line/flag-values.js';

/** Raised when files of before can be read no more. */
export const RUN_FILE_FORMAT = 1;

/** Bytes of the longest line: a header whose preset is as long as one may be, every character of it escaped, fits. */
export const MAX_LINE_BYTES = 8 * 2 ** 20;

export interface RunFileHeader {
	readonly type: 'header';
	readonly run_file: typeof RUN_FILE_FORMAT;
	readonly ksmtop: string;
	readonly preset: string;
	readonly kernels: readonly string[];
	readonly seed: number;
	readonly sets: readonly Setting[];
	/** The condition at which runs ended; null: none. */
	readonly until: string | null;
	readonly limit_ns: number | null;
	/** The preset's text. */
	readonly text: string;
}

export interface RunFileEnd {
	readonly type: 'end';
	readonly time_ns: number;
	readonly fingerprint: string;
}

export type HeaderFacts = Omit<RunFileHeader, 'type' | 'run_file'>;
