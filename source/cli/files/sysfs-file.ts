// Writes to files of sysfs: in place and with one write(2), as `echo value > file` does. A write may take the kernel long
// (2 to run unmerges everything), so it is asynchronous.

import {close, open, write} from 'node:fs';

/** Writes `text` and a newline; the errno with which the kernel refuses it, or null. Never throws. */
export async function writeSysfs(path: string, text: string): Promise<string | null> {
	const errnoOf = (error: NodeJS.ErrnoException | null): string | null =>
		error === null ? null : (error.code ?? 'EIO');
	return new Promise((resolve) => {
		// Neither created nor truncated: a file that does not exist is not the kernel's.
		open(path, 'r+', (failed, fd) => {
			if (failed) {
				resolve(errnoOf(failed));
				return;
			}
			write(fd, `${text}\n`, (error) => close(fd, () => resolve(errnoOf(error))));
		});
	});
}
