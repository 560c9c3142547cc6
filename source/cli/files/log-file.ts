// A file that always holds everything written so far: for recordings, which must survive a crash.

import {closeSync, constants, openSync, readSync} from 'node:fs';
import {sanitize} from '../../scenario/base/text.js';
import {fileError, UsageError} from '../command-line/usage-error.js';
import {calls, writeAll} from './calls.js';
import {resolveTarget, Temporary} from './temporary.js';

/** What such a file holds. */
export interface LogKind {
	/** With its article. */
	readonly name: string;
	/** Its first characters, of one byte each. */
	readonly start: string;
}

/** Whether a file is empty or of this kind. */
function mayBeReplaced(path: string, {start}: LogKind): boolean {
	const bytes = Buffer.alloc(start.length);
	let fd = -1;
	try {
		fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
		const length = readSync(fd, bytes);
		return length === 0 || bytes.toString('latin1', 0, length) === start;
	} catch {
		// It is not there, or cannot be read: writing will say so.
		return true;
	} finally {
		if (fd >= 0) closeSync(fd);
	}
}

/** A file that grows in place; every failure is a UsageError that names it. */
export class LogFile {
	readonly #path: string;
	readonly #kind: LogKind;
	#fd = -1;

	constructor(path: string, kind: LogKind) {
		this.#path = path;
		this.#kind = kind;
	}

	/** Starts the file with `text`, atomically replacing an empty one or one of its kind; a UsageError for any other. */
	begin(text: string): void {
		if (!mayBeReplaced(this.#path, this.#kind))
			throw new UsageError(
				`cannot write ${sanitize(this.#path)}: there is a file already, and it is not ${this.#kind.name}; remove it or choose another name`,
			);
		this.#guarded(() => {
			this.close();
			const {file, stat} = resolveTarget(this.#path);
			if (stat !== null && !stat.isFile()) throw Object.assign(new Error('special'), {code: 'ENOTREG'});
			const temporary = new Temporary(file, stat);
			temporary.write(text);
			this.#fd = temporary.replace();
		});
	}

	/** Adds text; `durable`: waits until the disk has it. */
	append(text: string, durable = false): void {
		this.#guarded(() => {
			writeAll(this.#fd, text);
			if (durable) calls.fsync(this.#fd);
		});
	}

	/** Closes the file; later calls do nothing. */
	close(): void {
		if (this.#fd < 0) return;
		const fd = this.#fd;
		this.#fd = -1;
		this.#guarded(() => calls.close(fd));
	}

	#guarded(work: () => void): void {
		try {
			work();
		} catch (error) {
			throw fileError('write', this.#path, error);
		}
	}
}
