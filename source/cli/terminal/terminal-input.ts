// Typed keys on their way to Ink: through the decoder, which removes the terminal's answers.

import {PassThrough} from 'node:stream';
import {KeyDecoder} from '../../tui/keys/key-decoder.js';

/** An escape sequence that is not complete after this time is the Escape key. */
const PATIENCE_MS = 40;

/** Keys for Ink, without the terminal's own answers. */
export interface TerminalInput {
	/** For Ink: a terminal of which only keys are read. */
	readonly stream: NodeJS.ReadStream;
	/** Stops reading; keys that come later are left to the next reader. */
	dispose(): void;
}

/** `onAnswer` is called each time the terminal says that it is ready. */
export function createTerminalInput(stdin: NodeJS.ReadStream, onAnswer: () => void): TerminalInput {
	const decoder = new KeyDecoder();
	const stream = new PassThrough();
	let timer: NodeJS.Timeout | undefined;
	const pass = (keys: string): void => {
		if (keys !== '') stream.write(keys);
	};
	const onData = (chunk: string): void => {
		clearTimeout(timer);
		const {keys, answers} = decoder.feed(chunk);
		pass(keys);
		for (let i = 0; i < answers; i++) onAnswer();
		if (decoder.isPending) timer = setTimeout(() => pass(decoder.flush()), PATIENCE_MS);
	};
	stdin.setEncoding('utf8');
	stdin.on('data', onData);
	// An earlier reader has paused it.
	stdin.resume();
	const terminal = Object.assign(stream, {
		isTTY: true,
		setRawMode(mode: boolean) {
			stdin.setRawMode(mode);
			return terminal;
		},
		ref() {
			stdin.ref();
			return terminal;
		},
		unref() {
			stdin.unref();
			return terminal;
		},
	});
	return {
		stream: terminal as unknown as NodeJS.ReadStream,
		dispose() {
			clearTimeout(timer);
			stdin.off('data', onData);
			stdin.pause();
		},
	};
}
