// Small files of the user's, read at once: only plain ones, so that neither a FIFO nor a device can hold the program.

import {closeSync, constants, fstatSync, openSync, readFileSync} from 'node:fs';

/** The text of a plain file of at most `maxBytes`; else throws what the file system throws, ENOTREG or EFBIG. */
export function readSmallFile(path: string, maxBytes: number, flags = 0): string {
	const fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK | flags);
	try {
		const stat = fstatSync(fd);
		if (!stat.isFile()) throw Object.assign(new Error('special'), {code: 'ENOTREG'});
		if (stat.size > maxBytes) throw Object.assign(new Error('large'), {code: 'EFBIG'});
		return readFileSync(fd, 'utf8');
	} finally {
		closeSync(fd);
	}
}
