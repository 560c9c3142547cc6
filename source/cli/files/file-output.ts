// A file that appears complete or not at all: for results.

import {constants} from 'node:fs';
import {setTimeout as sleep} from 'node:timers/promises';
import {fileError} from '../command-line/usage-error.js';
import {waitFor} from '../signals.js';
import {calls} from './calls.js';
import {resolveTarget, Temporary} from './temporary.js';

/** A sink of a command's result; call finish() or abandon(). */
export interface Output {
	/** Writes text; resolves when more can be taken. */
	write(text: string): Promise<void>;
	/** Makes the file visible under its name. */
	finish(): Promise<void>;
	/** Discards what was written, unless it is finished. Never throws. */
	abandon(): void;
}

const POLL_MS = 10;
/** How long to wait for a reader to open the other end of a FIFO. */
const FIFO_PATIENCE_MS = 2000;
/** Never blocks: who writes may have to wait for the reader of a pipe, and must hear signals meanwhile. */
const DEVICE_FLAGS = constants.O_WRONLY | constants.O_NONBLOCK | constants.O_NOCTTY;

const codeOf = (error: unknown): string | undefined => (error as NodeJS.ErrnoException).code;

async function openDevice(file: string, isFifo: boolean): Promise<number> {
	for (let waitedMs = 0; ; waitedMs += POLL_MS) {
		try {
			return calls.open(file, DEVICE_FLAGS);
		} catch (error) {
			if (!isFifo || codeOf(error) !== 'ENXIO') throw error;
			if (waitedMs >= FIFO_PATIENCE_MS)
				throw Object.assign(new Error('reader', {cause: error}), {code: 'ENOREADER'});
		}
		await sleep(POLL_MS);
	}
}

async function writeDevice(fd: number, text: string): Promise<void> {
	const bytes = Buffer.from(text, 'utf8');
	for (let at = 0; at < bytes.length;) {
		try {
			at += calls.write(fd, bytes, at);
		} catch (error) {
			if (codeOf(error) !== 'EAGAIN') throw error;
			await sleep(POLL_MS);
		}
	}
}

/** Devices, pipes and FIFOs are written to as they are. */
function deviceOutput(path: string, isFifo: boolean): Output {
	// Opened at once, so that it is known early whether that can be.
	const opening = openDevice(path, isFifo);
	opening.catch(() => {});
	const guarded = async (work: (fd: number) => Promise<void> | void): Promise<void> => {
		try {
			await work(await opening);
		} catch (error) {
			throw fileError('write', path, error);
		}
	};
	return {
		write: async (text) => waitFor(guarded(async (fd) => writeDevice(fd, text))),
		finish: async () => guarded((fd) => calls.close(fd)),
		abandon() {
			// A device cannot take it back.
		},
	};
}

/** A file as an Output; every way in which that can fail is a UsageError that names the file. */
export function fileOutput(path: string): Output {
	const guarded = <Result>(work: () => Result): Result => {
		try {
			return work();
		} catch (error) {
			throw fileError('write', path, error);
		}
	};
	const {file, stat} = guarded(() => resolveTarget(path));
	if (stat !== null && !stat.isFile()) return deviceOutput(path, stat.isFIFO());
	const temporary = guarded(() => new Temporary(file, stat));
	return {
		async write(text) {
			guarded(() => temporary.write(text));
		},
		async finish() {
			guarded(() => calls.close(temporary.replace()));
		},
		abandon: () => temporary.drop(),
	};
}
