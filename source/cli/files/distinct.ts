// Files that a command is to write must be different ones, and none of them one that it reads.

import {statSync} from 'node:fs';
import {resolve} from 'node:path';
import {wrongArgument} from '../command-line/usage-error.js';

/** The whole name of a file that is not there. */
function nameOf(path: string): string {
	try {
		return resolve(path);
	} catch {
		// The current folder was removed, and nothing can be written in it.
		return path;
	}
}

/** Equal for two names of one file, also of one that does not exist yet. null: a device, which may be named repeatedly. */
function identity(path: string): string | null {
	try {
		const stat = statSync(path);
		return stat.isFile() ? `${stat.dev}:${stat.ino}` : null;
	} catch {
		return nameOf(path);
	}
}

/** A file of the command line: what it was given as, and its name. */
export interface NamedFile {
	/** The flag, such as "--output", for the error. */
	readonly argument: string;
	/** undefined: the flag was not given; "-" is never compared. */
	readonly path: string | undefined;
}

/** Throws a UsageError when two of `written` are one file, or one of them is one of `read`. */
export function checkDistinct(written: readonly NamedFile[], read: readonly NamedFile[]): void {
	const seen = new Map<string, string>();
	const note = ({argument, path}: NamedFile, isWritten: boolean): void => {
		if (path === undefined || path === '-') return;
		const id = identity(path);
		if (id === null) return;
		const other = seen.get(id);
		if (other !== undefined && isWritten)
			throw wrongArgument(argument, {
				message: `the same file as ${other}: one would destroy the other`,
				found: path,
			});
		seen.set(id, argument);
	};
	for (const file of read) note(file, false);
	for (const file of written) note(file, true);
}
