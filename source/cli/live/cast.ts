// The screen as an asciicast v2 file: a header, then one line for each update with its time in seconds. asciinema and its
// web player show it.

import type {LogFile, LogKind} from '../files/log-file.js';

/** What an earlier file may be that a cast takes the place of. */
export const CAST: LogKind = {name: 'an asciicast', start: '{"version":2,'};

/** The header of an asciicast. */
export interface CastStart {
	/** Width of the terminal at the start. */
	readonly columns: number;
	/** Height of the terminal at the start. */
	readonly rows: number;
	/** Wall-clock time of the start: Unix time in seconds. */
	readonly startedAt: number;
	/** Title that players show. */
	readonly title: string;
	/** TERM of the terminal; undefined: not set. */
	readonly term: string | undefined;
}

/** A recording of the screen; each line is written at once, so that it outlives a crash. */
export class Cast {
	readonly #file: LogFile;
	readonly #now: () => number;
	readonly #fromMs: number;

	/** Starts the file. `now`: a monotonic clock in ms. */
	constructor(file: LogFile, {columns, rows, startedAt, title, term}: CastStart, now: () => number) {
		this.#file = file;
		this.#now = now;
		this.#fromMs = now();
		const env = term === undefined ? {} : {env: {TERM: term}};
		const header = {version: 2, width: columns, height: rows, timestamp: startedAt, title, ...env};
		file.begin(`${JSON.stringify(header)}\n`);
	}

	/** Records bytes that are sent to the terminal. */
	output(bytes: string): void {
		this.#line('o', bytes);
	}

	/** Records a new size of the terminal. */
	resize(columns: number, rows: number): void {
		this.#line('r', `${columns}x${rows}`);
	}

	/** Closes the file. */
	close(): void {
		this.#file.close();
	}

	#line(kind: 'o' | 'r', data: string): void {
		const seconds = Math.round((this.#now() - this.#fromMs) * 1000) / 1e6;
		this.#file.append(`${JSON.stringify([seconds, kind, data])}\n`);
	}
}
