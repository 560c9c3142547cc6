// Where results go: standard output, or a file that appears complete or not at all. A reader that closes the pipe (EPIPE)
// is no error: the program ends quietly with exit code 0.

import {fileOutput, type Output} from './file-output.js';
import {EXIT, fileError} from '../command-line/usage-error.js';

export type {Output} from './file-output.js';

/** Ends the program once a stream takes no more: quietly when its reader has gone. */
export function endOnClosedPipe(stream: NodeJS.WriteStream): void {
	stream.on('error', (error: NodeJS.ErrnoException) => {
		if (error.code === 'EPIPE') process.exit(EXIT.fine);
		process.stderr.write(`ksmtop: ${fileError('write', 'standard output', error).message}\n`);
		process.exit(EXIT.usage);
	});
}

/** Standard output or another stream as an Output; write() waits for the reader. */
export function streamOutput(stream: NodeJS.WriteStream): Output {
	return {
		write: async (text) =>
			new Promise((resolve) => {
				if (stream.write(text)) resolve();
				else stream.once('drain', resolve);
			}),
		finish: async () =>
			new Promise((resolve) => {
				stream.write('', () => {
					resolve();
				});
			}),
		abandon() {
			// What has been printed cannot be taken back.
		},
	};
}

/** Standard output, or the file of --output. */
export const openOutput = (path: string | undefined): Output =>
	path === undefined || path === '-' ? streamOutput(process.stdout) : fileOutput(path);
