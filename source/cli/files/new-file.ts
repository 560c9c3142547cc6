// Files that the view saves: complete, and never over an existing one.

import {constants} from 'node:fs';
import {fileError} from '../command-line/usage-error.js';
import {calls} from './calls.js';
import {readSmallFile} from './small-file.js';
import {Temporary} from './temporary.js';

const MOST_NAMES = 10_000;

const isTaken = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'EEXIST';

/** Whether a plain file, no link, holds just this text. */
function holds(file: string, text: string): boolean {
	try {
		const bytes = Buffer.byteLength(text);
		return readSmallFile(file, bytes, constants.O_NOFOLLOW) === text;
	} catch {
		return false;
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
