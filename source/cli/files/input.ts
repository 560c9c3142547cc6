// Reads text files named by the user: with a limit on their size, in UTF-8 only, and without hanging on a FIFO that has
// no writer. Every failure is a UsageError that names the file.

import {closeSync, constants, fstatSync, openSync, readSync} from 'node:fs';
import {setTimeout as sleep} from 'node:timers/promises';
import {isatty} from 'node:tty';
import {formatBytes} from '../../scenario/base/units.js';
import {sanitize} from '../../scenario/base/text.js';
import {waitFor} from '../signals.js';
import {fileError, UsageError} from '../command-line/usage-error.js';

const CHUNK_BYTES = 1 << 16;
/** How long to wait for a writer to open the other end of a FIFO. */
const FIFO_PATIENCE_MS = 2000;
const POLL_MS = 10;
const NEWLINE = 0x0a;
/** A file of nothing else would be walked through for minutes. */
const MOST_BLANK_LINES = 1000;

async function* readDescriptor(fd: number, isPipe: boolean): AsyncGenerator<Buffer> {
	let bytes = 0;
	let waitedMs = 0;
	for (;;) {
		const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
		let read = 0;
		try {
			read = readSync(fd, chunk, 0, CHUNK_BYTES, null);
		} catch (error) {
			const {code} = error as NodeJS.ErrnoException;
			if (code === 'EOF') return;
			if (code !== 'EAGAIN') throw error;
			// A writer is there but has nothing yet.
			await sleep(POLL_MS);
			continue;
		}
		if (read === 0) {
			if (!isPipe || bytes > 0 || waitedMs >= FIFO_PATIENCE_MS) return;
			waitedMs += POLL_MS;
			await sleep(POLL_MS);
			continue;
		}
		bytes += read;
		yield chunk.subarray(0, read);
	}
}

/** What `file` is called in messages. */
const nameOf = (file: string): string => (file === '-' ? 'standard input' : file);

/** Hands the bytes of a file, or of standard input for "-", to `take`. */
async function readChunks(file: string, maxBytes: number, take: (chunk: Buffer) => void): Promise<void> {
	const standardInput = file === '-';
	const name = nameOf(file);
	let fd = 0;
	try {
		if (!standardInput) fd = openSync(file, constants.O_RDONLY | constants.O_NONBLOCK);
		const stat = fstatSync(fd);
		if (stat.isDirectory()) throw Object.assign(new Error('directory'), {code: 'EISDIR'});
		if (stat.isFile() && stat.size > maxBytes)
			throw new UsageError(
				`cannot read ${sanitize(name)}: it has ${formatBytes(stat.size)}, at most ${formatBytes(maxBytes)} are read`,
			);
		const mayWait = stat.isFIFO() || stat.isSocket() || isatty(fd);
		const chunks = standardInput && mayWait ? process.stdin : readDescriptor(fd, stat.isFIFO());
		const all = async (): Promise<void> => {
			let bytes = 0;
			for await (const chunk of chunks as AsyncIterable<Buffer>) {
				bytes += chunk.length;
				if (bytes > maxBytes)
					throw new UsageError(`cannot read ${sanitize(name)}: it is larger than ${formatBytes(maxBytes)}`);
				take(chunk);
			}
		};
		await (mayWait ? waitFor(all()) : all());
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === undefined) throw error;
		throw fileError('read', name, error);
	} finally {
		if (!standardInput && fd > 0) closeSync(fd);
	}
}

const notText = (file: string): UsageError =>
	new UsageError(`cannot read ${sanitize(nameOf(file))}: it is not text in UTF-8`);

/** The text of a file, or of standard input for "-". */
export async function readText(file: string, maxBytes: number): Promise<string> {
	const chunks: Buffer[] = [];
	await readChunks(file, maxBytes, (chunk) => chunks.push(chunk));
	try {
		return new TextDecoder('utf-8', {fatal: true}).decode(Buffer.concat(chunks));
	} catch {
		throw notText(file);
	}
}

/**
 * Hands the lines of such a file to `take` one by one, so that no more than one of them is in memory. `isOpen`: no line
 * end follows, as of a file that was cut off in the middle of a line.
 */
export async function readLines(
	file: string,
	{maxBytes, maxLineBytes}: {maxBytes: number; maxLineBytes: number},
	take: (line: string, isOpen: boolean) => void,
): Promise<void> {
	const decoder = new TextDecoder('utf-8', {fatal: true});
	let rest: Buffer[] = [];
	let restBytes = 0;
	let blankLines = 0;
	const flush = (isOpen: boolean): void => {
		let line: string;
		try {
			line = decoder.decode(Buffer.concat(rest));
		} catch {
			throw notText(file);
		}
		rest = [];
		restBytes = 0;
		if (line.trim() === '' && ++blankLines > MOST_BLANK_LINES)
			throw new UsageError(
				`cannot read ${sanitize(nameOf(file))}: it has more than ${MOST_BLANK_LINES} blank lines`,
			);
		take(line, isOpen);
	};
	await readChunks(file, maxBytes, (chunk) => {
		let from = 0;
		for (let at = chunk.indexOf(NEWLINE); at >= 0; at = chunk.indexOf(NEWLINE, from)) {
			rest.push(chunk.subarray(from, at));
			flush(false);
			from = at + 1;
		}
		rest.push(chunk.subarray(from));
		restBytes += chunk.length - from;
		if (restBytes > maxLineBytes)
			throw new UsageError(
				`cannot read ${sanitize(nameOf(file))}: it has a line of more than ${formatBytes(maxLineBytes)}`,
			);
	});
	flush(true);
}
