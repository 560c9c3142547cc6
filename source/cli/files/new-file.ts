// Files that the view saves: complete, and never over an existing one.

import {closeSync, constants, fstatSync, openSync, readFileSync} from 'node:fs';
import {fileError} from '../command-line/usage-error.js';
import {calls} from './calls.js';
import {Temporary} from './temporary.js';

const MOST_NAMES = 10_000;

const isTaken = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'EEXIST';

/** Whether a plain file, no link, holds just this text. */
function holds(file: string, text: string): boolean {
	let fd = -1;
	try {
		fd = openSync(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
		const stat = fstatSync(fd);
		return stat.isFile() && stat.size === Buffer.byteLength(text) && readFileSync(fd, 'utf8') === text;
	} catch {
		return false;
	} finally {
		if (fd >= 0) closeSync(fd);
	}
}

/** Writes a file that must not be there yet: throws EEXIST if it is. */
function writeNew(file: string, text: string): void {
	const temporary = new Temporary(file, null);
	temporary.write(text);
	temporary.settle();
}

/**
 * Writes texts as files that share a name and differ in their extension, all or none of them, under the first of the
 * names of `nameOf` (1, 2, ...) at which nothing is. `reuse`: a file that holds the same text already will do. Returns the
 * name without extension; throws a UsageError.
 */
export function saveNew(
	nameOf: (n: number) => string,
	texts: Readonly<Record<string, string>>,
	reuse = false,
): string {
	for (let n = 1; n <= MOST_NAMES; n++) {
		const name = nameOf(n);
		const written: string[] = [];
		try {
			for (const [extension, text] of Object.entries(texts)) {
				const file = `${name}.${extension}`;
				if (reuse && holds(file, text)) continue;
				writeNew(file, text);
				written.push(file);
			}
			return name;
		} catch (error) {
			for (const file of written) calls.unlink(file);
			if (!isTaken(error)) throw fileError('write', `${name}.${Object.keys(texts)[0]}`, error);
		}
	}
	throw fileError('write', nameOf(MOST_NAMES), Object.assign(new Error('names'), {code: 'EEXIST'}));
}
