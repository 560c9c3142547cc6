// A recording that is still being written: by a reproducer that runs here, to a file, or to standard input. Every line is
// checked; the first invalid one ends the recording there, with the reason.

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
import {MAX_ROW_BYTES} from './recordings.js';

/** A recording that grows, and how it ended. */
export interface LiveFeed extends RecordingFeed {
	/** The error of the recording or of the program that made it; null: none. */
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
	#resolveHeader: (header: RecordingHeader) => void = () => {};
	#rejectHeader: (error: UsageError) => void = () => {};
	#resolveOver: () => void = () => {};

	/** `name`: what it is called in errors. */
	constructor(name: string) {
		this.#name = name;
		this.header = new Promise((resolve, reject) => {
			this.#resolveHeader = resolve;
			this.#rejectHeader = reject;
		});
		// A caller that does not await the header reads `problem` instead.
		this.header.catch(() => {});
		this.over = new Promise((resolve) => {
			this.#resolveOver = resolve;
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
			if (this.#reader.hasHeader) this.#resolveHeader(this.#reader.recording().header);
		} catch (error) {
			if (!(error instanceof RecordingError)) throw error;
			// Half of a row says that the connection was cut, not that this is no recording.
			if (isWhole || !this.#reader.hasHeader) this.end(`${this.#name}: ${error.message}`);
		}
	}

	/** Marks the recording as complete; `problem`: why it ended early, null: it did not. */
	end(problem: string | null = null): void {
		if (this.isOver) return;
		this.isOver = true;
		this.problem = problem === null ? null : sanitize(problem);
		this.#rejectHeader(
			new UsageError(this.problem ?? `${sanitize(this.#name)} is no recording of a reproducer: it is empty`),
		);
		this.#resolveOver();
	}
}

/** Reads a file, or - for standard input, as it grows. */
export function feedFrom(file: string): LiveFeed {
	const isInput = file === '-';
	const name = isInput ? 'standard input' : file;
	const feed = new GrowingRecording(name);
	const stream: NodeJS.ReadableStream = isInput ? process.stdin : createReadStream(file);
	const decoder = new TextDecoder('utf-8', {fatal: true});
	// The pieces of the line that has no end yet.
	let rest: string[] = [];
	let restLength = 0;
	const take = (text: string): void => {
		const [first, ...lines] = text.split('\n');
		rest.push(first);
		restLength += first.length;
		for (const line of lines) {
			feed.add(rest.join(''));
			rest = [line];
			restLength = line.length;
		}
		if (restLength > MAX_ROW_BYTES) feed.end(`${name}: a line is too long to be a row`);
		if (feed.isOver) rest = [];
	};
	stream.on('data', (chunk: Buffer) => {
		try {
			take(decoder.decode(chunk, {stream: true}));
		} catch {
			feed.end(`cannot read ${name}: it is not text in UTF-8`);
		}
	});
	stream.on('end', () => {
		if (restLength > 0) feed.add(rest.join(''), false);
		feed.end();
	});
	stream.on('error', (error) => feed.end(fileError('read', name, error).message));
	return feed;
}
