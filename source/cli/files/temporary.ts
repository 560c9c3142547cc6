// Files that are written under a temporary name in the same folder and then renamed. Temporary names are random, so that
// one left by a killed run does no harm; those older than a day are removed by the next run that writes there.

import {lstatSync, readdirSync, readlinkSync, realpathSync, statSync, type Stats} from 'node:fs';
import {basename, dirname, join, resolve} from 'node:path';
import {calls, writeAll} from './calls.js';

const SUFFIX = '.ksmtop-tmp';
/** How file systems say that they have no hard links. */
const NO_LINKS = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS']);
const STALE_MS = 24 * 3600 * 1000;

/** Unfinished files: removed when the program exits. */
const unfinished = new Set<string>();
process.on('exit', () => {
	for (const file of unfinished) remove(file);
});

/** Removes a file of ours; what cannot be removed now is tried again at the end. */
function remove(file: string): void {
	try {
		calls.unlink(file);
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== 'ENOENT') return;
	}
	unfinished.delete(file);
}

function removeStale(file: string): void {
	try {
		const prefix = `.${basename(file)}.`;
		for (const name of readdirSync(dirname(file))) {
			if (!name.startsWith(prefix) || !name.endsWith(SUFFIX)) continue;
			const left = join(dirname(file), name);
			if (Date.now() - lstatSync(left).mtimeMs > STALE_MS) remove(left);
		}
	} catch {
		// A folder that cannot be read, or a file that another process removed: not our concern here.
	}
}

const MOST_LINKS = 40;

/** The name to which a chain of symbolic links leads, where nothing is yet. */
function behindLinks(path: string): string {
	for (let links = 0, file = path; links < MOST_LINKS; links++) {
		const stat = lstatSync(file, {throwIfNoEntry: false});
		if (stat === undefined) return file;
		file = resolve(dirname(file), readlinkSync(file));
	}
	throw Object.assign(new Error('links'), {code: 'ELOOP'});
}

/**
 * The file behind symbolic links, so that the links stay, and what is there now. What is no regular file keeps the name by
 * which it was given: that of a pipe in /dev/fd leads nowhere when it is followed by hand. Throws EISDIR for a directory.
 */
export function resolveTarget(path: string): {file: string; stat: Stats | null} {
	const stat = statSync(path, {throwIfNoEntry: false});
	if (stat === undefined) return {file: behindLinks(path), stat: null};
	if (stat.isDirectory()) throw Object.assign(new Error('directory'), {code: 'EISDIR'});
	const file = stat.isFile() ? realpathSync(path) : path;
	return {file, stat};
}

/** Gives the new file the mode, owner and group of the one that it replaces. */
function inherit(fd: number, {mode, uid, gid}: Stats): void {
	try {
		calls.fchown(fd, uid, gid);
	} catch {
		// Only root may give files away.
	}
	calls.fchmod(fd, mode & 0o7777);
}

/** A file under another name beside `file`, open for writing. */
export class Temporary {
	readonly #file: string;
	readonly #name: string;
	#fd: number;

	/** `replaced`: the file that it will replace, if there is one. */
	constructor(file: string, replaced: Stats | null) {
		removeStale(file);
		this.#file = file;
		this.#name = join(dirname(file), `.${basename(file).slice(0, 200)}.${crypto.randomUUID()}${SUFFIX}`);
		this.#fd = calls.open(this.#name, 'wx');
		unfinished.add(this.#name);
		if (replaced !== null) this.#guarded(() => inherit(this.#fd, replaced));
	}

	/** Appends text; on failure the file is dropped and the error thrown. */
	write(text: string): void {
		this.#guarded(() => writeAll(this.#fd, text));
	}

	/** Puts the file in its place, in the place of what was there; returns the open descriptor for writing on. */
	replace(): number {
		this.#guarded(() => {
			calls.fsync(this.#fd);
			calls.rename(this.#name, this.#file);
		});
		unfinished.delete(this.#name);
		const fd = this.#fd;
		this.#fd = -1;
		return fd;
	}

	/** Puts the file in its place if nothing is there, else throws EEXIST; closes it. */
	settle(): void {
		this.#guarded(() => {
			calls.fsync(this.#fd);
			try {
				calls.link(this.#name, this.#file);
			} catch (error) {
				if (!NO_LINKS.has((error as NodeJS.ErrnoException).code ?? '')) throw error;
				// A file system without hard links: take the name first, then put the file there.
				calls.close(calls.open(this.#file, 'wx'));
				calls.rename(this.#name, this.#file);
			}
		});
		this.drop();
	}

	/** Closes and deletes it, unless it is in its place. Never throws. */
	drop(): void {
		if (this.#fd >= 0) {
			try {
				calls.close(this.#fd);
			} catch {
				// Its content is discarded anyway.
			}
		}
		this.#fd = -1;
		if (unfinished.has(this.#name)) remove(this.#name);
	}

	#guarded(work: () => void): void {
		try {
			work();
		} catch (error) {
			this.drop();
			throw error;
		}
	}
}
