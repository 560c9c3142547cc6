// Names for files that are saved from the view: ksmtop-1, ksmtop-2 ..., never one that exists.

import {existsSync} from 'node:fs';

const MOST = 10_000;

/** The first `<base>-<n>` in the working directory for which no file with one of the extensions exists. */
export function freeName(base: string, extensions: readonly string[]): string {
	let number = 1;
	while (number < MOST && extensions.some((extension) => existsSync(`${base}-${number}.${extension}`)))
		number++;
	return `${base}-${number}`;
}
