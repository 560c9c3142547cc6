// The system calls by which files are changed: the one seam between ksmtop and the disk. Every file that ksmtop writes
// goes through the functions of this folder, and they through this table, so that a test can make each call fail, or
// the program end in the middle of it, and see that nothing is lost or half there.

import fs from 'node:fs';

/** Synchronous calls of node:fs; tests replace single ones. */
export const calls = {
	open: fs.openSync,
	write: (fd: number, bytes: Uint8Array, offset: number): number => fs.writeSync(fd, bytes, offset),
	fsync: fs.fsyncSync,
	close: fs.closeSync,
	rename: fs.renameSync,
	link: fs.linkSync,
	unlink: fs.unlinkSync,
	fchmod: fs.fchmodSync,
	fchown: fs.fchownSync,
};

/** The type of `calls`, for tests that replace single calls. */
export type FileCalls = typeof calls;

/** Writes all of it; the system may take it in pieces. */
export function writeAll(fd: number, text: string): void {
	const bytes = Buffer.from(text, 'utf8');
	for (let at = 0; at < bytes.length;) at += calls.write(fd, bytes, at);
}
