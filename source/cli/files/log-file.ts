// A file that always holds everything written so far: for recordings, which must survive a crash.

import {fileError} from '../command-line/usage-error.js';
import {calls, writeAll} from './calls.js';
import {resolveTarget, Temporary} from './temporary.js';

/** A file that grows in place; every failure is a UsageError that names it. */
export class LogFile {
	readonly #path: string;
	#fd = -1;

	constructor(path: string) {
		this.#path = path;
	}

	/** Starts the file with `text`, atomically replacing an earlier one. */
	begin(text: string): void {
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
