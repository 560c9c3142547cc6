// Reads whole text files that people name: with a limit on their size, in UTF-8 only, and without hanging on a FIFO
// that nobody writes to. Everything that goes wrong is a UsageError that names the file.

import {closeSync, constants, fstatSync, openSync, readSync} from 'node:fs';
import {printable} from '../report/words.js';
import {formatBytes} from '../scenario/units.js';
import {fileError, UsageError} from './usage-error.js';

const CHUNK_BYTES = 1 << 16;
/** How long to wait for somebody to open the other end of a FIFO. */
const FIFO_PATIENCE_MS = 2000;
const POLL_MS = 10;

const sleep = async (ms: number): Promise<void> =>
	new Promise((resolve) => {
		setTimeout(resolve, ms);
	});

async function readDescriptor(fd: number, name: string, maxBytes: number, isPipe: boolean): Promise<Buffer> {
	const chunks: Buffer[] = [];
	let bytes = 0;
	let waitedMs = 0;
	for (;;) {
		const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
		let read = 0;
		try {
			read = readSync(fd, chunk, 0, CHUNK_BYTES, null);
		} catch (error) {
			const {code} = error as NodeJS.ErrnoException;
			if (code === 'EOF') break;
			if (code !== 'EAGAIN') throw fileError('read', name, error);
			// A writer is there but has nothing yet.
			await sleep(POLL_MS);
			continue;
		}
		if (read === 0) {
			if (!isPipe || bytes > 0) break;
			if (waitedMs >= FIFO_PATIENCE_MS) break;
			waitedMs += POLL_MS;
			await sleep(POLL_MS);
			continue;
		}
		bytes += read;
		if (bytes > maxBytes)
			throw new UsageError(`cannot read ${printable(name)}: it is larger than ${formatBytes(maxBytes)}`);
		chunks.push(chunk.subarray(0, read));
	}
	return Buffer.concat(chunks);
}

/** The text of a file, or of standard input for "-". */
export async function readText(file: string, maxBytes: number): Promise<string> {
	const standardInput = file === '-';
	const name = standardInput ? 'standard input' : file;
	let fd = 0;
	let buffer: Buffer;
	try {
		if (!standardInput) fd = openSync(file, constants.O_RDONLY | constants.O_NONBLOCK);
		const stat = fstatSync(fd);
		if (stat.isDirectory()) throw Object.assign(new Error('directory'), {code: 'EISDIR'});
		if (stat.isFile() && stat.size > maxBytes)
			throw new UsageError(
				`cannot read ${printable(name)}: it has ${formatBytes(stat.size)}, at most ${formatBytes(maxBytes)} are read`,
			);
		buffer = await readDescriptor(fd, name, maxBytes, !standardInput && stat.isFIFO());
	} catch (error) {
		if (error instanceof UsageError) throw error;
		throw fileError('read', name, error);
	} finally {
		if (!standardInput && fd > 0) closeSync(fd);
	}
	try {
		return new TextDecoder('utf-8', {fatal: true}).decode(buffer);
	} catch {
		throw new UsageError(`cannot read ${printable(name)}: it is not text in UTF-8`);
	}
}
