// What the lines of a run file are. The header embeds the preset's text, so that the file stands alone; then a line for
// each command; the last line is the fingerprint.

import type {Setting} from '../command-line/flag-values.js';

/** Raised when files of earlier versions can no longer be read. */
export const RUN_FILE_FORMAT = 1;

/** The longest line in bytes: enough for a header with the longest preset, every character of it escaped. */
export const MAX_LINE_BYTES = 8 * 2 ** 20;

/** The first line of a run file: the preset and how the session was set up. */
export interface RunFileHeader {
	/** Marks the line as the header. */
	readonly type: 'header';
	/** Number of the file format; a file with another number is refused. */
	readonly run_file: typeof RUN_FILE_FORMAT;
	/** Version that wrote it; replay warns when it is another. */
	readonly ksmtop: string;
	/** Name of the preset. */
	readonly preset: string;
	/** Ids of the kernels, in the order of the columns. */
	readonly kernels: readonly string[];
	/** Seed of the random fills. */
	readonly seed: number;
	/** Knobs of --set, in their order. */
	readonly sets: readonly Setting[];
	/** The condition at which runs end, as written; null: none. */
	readonly until: string | null;
	/** Limit of simulated time in ns; null: none. */
	readonly limit_ns: number | null;
	/** The preset's text, with its parameters as they were set. */
	readonly text: string;
}

/** The last line; a file without it was cut off. */
export interface RunFileEnd {
	/** Marks the line as the last one. */
	readonly type: 'end';
	/** Simulated time at which the session ended, ns. */
	readonly time_ns: number;
	/** 16 hex digits that a replay must reach. */
	readonly fingerprint: string;
}

/** The header without the members that every header has. */
export type HeaderFacts = Omit<RunFileHeader, 'type' | 'run_file'>;
