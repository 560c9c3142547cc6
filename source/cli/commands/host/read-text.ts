// Reads small files of sysfs and procfs without ever holding up the event loop: some of them wait for a lock of the
// process that they are about.

import {close, open, read} from 'node:fs';
import type {FileText} from '../../../host/sample/file-text.js';

/** Beyond this a file is something else than it should be; vmstat has some 5 KiB. */
const MOST_BYTES = 64 * 1024;
/** Procfs fills a page before it lets a reader wait for more. */
const SHORT_BYTES = 4096;
/** Reads under way at a time: the pool of threads has four, and others need it too. */
const AT_ONCE = 3;

const errnoOf = (error: NodeJS.ErrnoException): FileText => ({errno: error.code ?? 'EIO'});

/**
 * The file's text, or the errno with which the system refuses it. Never throws. `isShort`: the system gives it whole at the
 * first read, as it does the files of a process, so that the second, which says that there is no more, can be saved.
 */
export async function readText(path: string, isShort = false): Promise<FileText> {
	return new Promise((resolve) => {
		open(path, 'r', (failed, fd) => {
			if (failed) {
				resolve(errnoOf(failed));
				return;
			}
			const buffer = Buffer.allocUnsafe(MOST_BYTES);
			const finish = (result: FileText): void => close(fd, () => resolve(result));
			const go = (at: number): void => {
				read(fd, buffer, at, MOST_BYTES - at, null, (error, bytes) => {
					if (error) finish(errnoOf(error));
					else if (bytes === 0 || (isShort && bytes < SHORT_BYTES) || at + bytes === MOST_BYTES)
						finish({text: buffer.toString('utf8', 0, at + bytes)});
					else go(at + bytes);
				});
			};
			go(0);
		});
	});
}

/** Does `work` for each item, a few at a time, in their order. */
export async function forEachFew<Item>(
	items: readonly Item[],
	work: (item: Item) => Promise<void>,
): Promise<void> {
	const queue = items.values();
	const worker = async (): Promise<void> => {
		for (const item of queue) await work(item);
	};
	await Promise.all(Array.from({length: AT_ONCE}, worker));
}
