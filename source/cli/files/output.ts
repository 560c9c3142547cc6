// Where results go: standard output, or a file that appears whole or not at all. A reader that goes away (EPIPE) is no
// error: no reader is left, so the program ends quietly.

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

/** A stream as an Output. */
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
			// What was written is out of reach.
		},
	};
}

/** Standard output, or the file of --output. */
export const openOutput = (path: string | undefined): Output =>
	path === undefined || path === '-' ? streamOutput(process.stdout) : fileOutput(path);
