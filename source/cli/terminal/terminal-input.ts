// What is typed, on its way to Ink: through the decoder, which takes the terminal's answers out.

import {PassThrough} from 'node:stream';
import {KeyDecoder} from '../../tui/keys/key-decoder.js';

/** A sequence whose end has not come by then is the Escape key. */
const PATIENCE_MS = 40;

export interface TerminalInput {
	/** For Ink: a terminal of which only keys are read. */
	readonly stream: NodeJS.ReadStream;
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
	// It is paused when somebody has read it before.
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
