// Writes to files of sysfs: in place and in one call, as `echo value > file` does. The kernel may take long over one (it
// unmerges everything at a 2 for run), so that nobody waits for it.

import {close, open, write} from 'node:fs';

/** Writes `text` and a newline; the errno with which the kernel refuses it, or null. Never throws. */
export async function writeSysfs(path: string, text: string): Promise<string | null> {
	const errnoOf = (error: NodeJS.ErrnoException | null): string | null =>
		error === null ? null : (error.code ?? 'EIO');
	return new Promise((resolve) => {
		// Not created and not truncated: a file that is not there is none of the kernel's.
		open(path, 'r+', (failed, fd) => {
			if (failed) {
				resolve(errnoOf(failed));
				return;
			}
			write(fd, `${text}\n`, (error) => close(fd, () => resolve(errnoOf(error))));
		});
	});
}
