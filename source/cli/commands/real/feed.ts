// A recording that is still coming in: from a reproducer that runs here, from a file, or from standard input. What is
// read is checked line by line; the first line that is none ends the recording there, with the reason.

import {createReadStream} from 'node:fs';
import {
	RecordingError,
	RecordingReader,
	type Recording,
	type RecordingHeader,
} from '../../../recording/recording.js';
import type {RecordingFeed} from '../../../recording/view/real-session.js';
import {sanitize} from '../../../scenario/base/text.js';
import {fileError, UsageError} from '../../command-line/usage-error.js';

/** A row with the map of a large machine may be long; what is longer is no row. */
const MAX_LINE_BYTES = 256 * 2 ** 20;

export interface LiveFeed extends RecordingFeed {
	/** What was wrong with it, or with the program that made it; null: nothing. */
	readonly problem: string | null;
	/** Resolves with the header; rejects with a UsageError when there is none. */
	readonly header: Promise<RecordingHeader>;
	/** Resolves when nothing more will come. */
	readonly over: Promise<void>;
}

/** Takes lines, and wakes the reader that waits. */
export class GrowingRecording implements LiveFeed {
	readonly header: Promise<RecordingHeader>;
	readonly over: Promise<void>;
	isOver = false;
	problem: string | null = null;
	readonly #reader = new RecordingReader();
	readonly #name: string;
	#tellHeader: (header: RecordingHeader) => void = () => {};
	#refuse: (error: UsageError) => void = () => {};
	#tellOver: () => void = () => {};

	/** `name`: what it is called in errors. */
	constructor(name: string) {
		this.#name = name;
		this.header = new Promise((resolve, reject) => {
			this.#tellHeader = resolve;
			this.#refuse = reject;
		});
		// Whoever does not wait for it learns of a problem from `problem`.
		this.header.catch(() => {});
		this.over = new Promise((resolve) => {
			this.#tellOver = resolve;
		});
	}

	recording(): Recording {
		return this.#reader.recording();
	}

	/** `isWhole`: the line had an end; the last one of a cut connection has none. */
	add(line: string, isWhole = true): void {
		if (this.isOver) return;
		try {
			this.#reader.add(line);
			if (this.#reader.hasHeader) this.#tellHeader(this.#reader.recording().header);
		} catch (error) {
			if (!(error instanceof RecordingError)) throw error;
			// Half of a row says that the connection was cut, not that this is no recording.
			if (isWhole || !this.#reader.hasHeader) this.end(`${this.#name}: ${error.message}`);
		}
	}

	/** Nothing more will come. */
	end(problem: string | null = null): void {
		if (this.isOver) return;
		this.isOver = true;
		this.problem = problem === null ? null : sanitize(problem);
		this.#refuse(
			new UsageError(this.problem ?? `${sanitize(this.#name)} is no recording of a reproducer: it is empty`),
		);
		this.#tellOver();
	}
}

/** Reads a file, or - for standard input, as it grows. */
export function feedFrom(file: string): LiveFeed {
	const isInput = file === '-';
	const name = isInput ? 'standard input' : file;
	const feed = new GrowingRecording(name);
	const stream: NodeJS.ReadableStream = isInput ? process.stdin : createReadStream(file);
	const decoder = new TextDecoder('utf-8', {fatal: true});
	let rest = '';
	const take = (text: string): void => {
		const lines = (rest + text).split('\n');
		rest = lines.pop() ?? '';
		for (const line of lines) feed.add(line);
		if (rest.length > MAX_LINE_BYTES) feed.end(`${name}: a line is too long to be a row`);
	};
	stream.on('data', (chunk: Buffer) => {
		try {
			take(decoder.decode(chunk, {stream: true}));
		} catch {
			feed.end(`cannot read ${name}: it is not text in UTF-8`);
		}
	});
	stream.on('end', () => {
		if (rest !== '') feed.add(rest, false);
		feed.end();
	});
	stream.on('error', (error) => feed.end(fileError('read', name, error).message));
	return feed;
}
