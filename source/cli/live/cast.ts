// The screen as an asciicast v2 file: a header, then a line for each update with the second at which it came. asciinema
// and its players on web pages play it.

import type {LogFile} from '../files/log-file.js';

export interface CastStart {
	readonly columns: number;
	readonly rows: number;
	/** Unix time in seconds. */
	readonly startedAt: number;
	readonly title: string;
	readonly term: string | undefined;
}

export class Cast {
	readonly #file: LogFile;
	readonly #now: () => number;
	readonly #fromMs: number;

	/** Begins the file. `now` gives milliseconds that only rise. */
	constructor(file: LogFile, {columns, rows, startedAt, title, term}: CastStart, now: () => number) {
		this.#file = file;
		this.#now = now;
		this.#fromMs = now();
		const env = term === undefined ? {} : {env: {TERM: term}};
		const header = {version: 2, width: columns, height: rows, timestamp: startedAt, title, ...env};
		file.begin(`${JSON.stringify(header)}\n`);
	}

	/** What is sent to the terminal. */
	output(bytes: string): void {
		this.#line('o', bytes);
	}

	resize(columns: number, rows: number): void {
		this.#line('r', `${columns}x${rows}`);
	}

	close(): void {
		this.#file.close();
	}

	#line(kind: 'o' | 'r', data: string): void {
		const seconds = Math.round((this.#now() - this.#fromMs) * 1000) / 1e6;
		this.#file.append(`${JSON.stringify([seconds, kind, data])}\n`);
	}
}
