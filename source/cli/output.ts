// Where results go: standard output, or a file that appears whole or not at all. A reader that goes away (EPIPE) is no
// error: there is nobody left to tell, so the program ends quietly.

import {
	closeSync,
	fsyncSync,
	lstatSync,
	openSync,
	realpathSync,
	renameSync,
	statSync,
	unlinkSync,
	writeSync,
} from 'node:fs';
import {basename, dirname, join} from 'node:path';
import {EXIT, fileError} from './usage-error.js';

export interface Output {
	/** Writes text; resolves when more may come. */
	write(text: string): Promise<void>;
	/** Makes what was written visible. */
	finish(): Promise<void>;
	/** Forgets it. */
	abandon(): void;
}

/** Files begun and not finished: they go when the program ends, however it ends. */
const unfinished = new Set<string>();
process.on('exit', () => {
	for (const file of unfinished) {
		try {
			unlinkSync(file);
		} catch {
			// It is gone already.
		}
	}
});

/** Ends the program quietly once the reader of a stream has gone. */
export function endOnClosedPipe(stream: NodeJS.WriteStream): void {
	stream.on('error', (error: NodeJS.ErrnoException) => {
		process.exit(error.code === 'EPIPE' ? EXIT.fine : EXIT.usage);
	});
}

/** A stream as an Output. */
export function streamOutput(stream: NodeJS.WriteStream): Output {
	return {
		write: async (text) =>
			new Promise((resolve) => {
				if (stream.write(text)) resolve();
				else stream.once('drain', resolve);
			}),
		finish: async () =>
			new Promise((resolve) => {
				stream.write('', () => {
					resolve();
				});
			}),
		abandon() {
			// What was written is out of reach.
		},
	};
}

function writeAll(fd: number, text: string): void {
	const bytes = Buffer.from(text, 'utf8');
	for (let at = 0; at < bytes.length;) at += writeSync(fd, bytes, at);
}

/** The file behind a symbolic link, so that the link stays one; whether something other than a file is there. */
function target(file: string): {file: string; special: boolean} {
	try {
		const real = lstatSync(file).isSymbolicLink() ? realpathSync(file) : file;
		const stat = statSync(real);
		if (stat.isDirectory()) throw Object.assign(new Error('directory'), {code: 'EISDIR'});
		return {file: real, special: !stat.isFile()};
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {file, special: false};
		throw error;
	}
}

/** A file as an Output: written beside its place under another name and renamed at the end. Devices and FIFOs are written to directly. */
export function fileOutput(path: string): Output {
	let fd = -1;
	let temporary: string | null = null;
	let file = path;
	const guarded = (work: () => void): void => {
		try {
			work();
		} catch (error) {
			if (temporary !== null && fd >= 0) drop();
			throw fileError('write', path, error);
		}
	};
	const drop = (): void => {
		if (fd >= 0) closeSync(fd);
		fd = -1;
		if (temporary === null) return;
		try {
			unlinkSync(temporary);
		} catch {
			// It never came to be.
		}
		unfinished.delete(temporary);
	};
	guarded(() => {
		const place = target(path);
		file = place.file;
		if (place.special) {
			fd = openSync(file, 'w');
			return;
		}
		temporary = join(dirname(file), `.${basename(file)}.${process.pid}.tmp`);
		fd = openSync(temporary, 'wx');
		unfinished.add(temporary);
	});
	return {
		async write(text) {
			guarded(() => {
				writeAll(fd, text);
			});
		},
		async finish() {
			guarded(() => {
				if (temporary === null) {
					closeSync(fd);
					return;
				}
				fsyncSync(fd);
				closeSync(fd);
				fd = -1;
				renameSync(temporary, file);
				unfinished.delete(temporary);
				temporary = null;
			});
		},
		abandon: drop,
	};
}

/** A file that shows what was written so far at any time: for recordings, which must outlive a crash. */
export function openLog(path: string): {append(text: string): void; close(): void} {
	let fd = -1;
	const guarded = (work: () => void): void => {
		try {
			work();
		} catch (error) {
			throw fileError('write', path, error);
		}
	};
	guarded(() => {
		if (target(path).special) throw Object.assign(new Error('special'), {code: 'EISDIR'});
		fd = openSync(path, 'w');
	});
	return {
		append(text) {
			guarded(() => {
				writeAll(fd, text);
			});
		},
		close() {
			if (fd >= 0) closeSync(fd);
			fd = -1;
		},
	};
}

/** Standard output, or the file of --output. */
export const openOutput = (path: string | undefined): Output =>
	path === undefined || path === '-' ? streamOutput(process.stdout) : fileOutput(path);
