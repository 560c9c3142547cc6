// Where keys come from: standard input if it is a terminal, else the terminal that controls the process, as when a
// recording is piped into the view.

import {closeSync, openSync} from 'node:fs';
import {ReadStream} from 'node:tty';

const TERMINAL = '/dev/tty';

let opened: ReadStream | undefined;

/** The keyboard; throws what opening the controlling terminal throws. */
export function keyboard(): NodeJS.ReadStream & {fd: 0} {
	if (process.stdin.isTTY) return process.stdin;
	opened ??= new ReadStream(openSync(TERMINAL, 'r'));
	return opened as unknown as NodeJS.ReadStream & {fd: 0};
}

/** Whether keys can be read: from standard input or from the controlling terminal. */
export function hasKeyboard(): boolean {
	if (process.stdin.isTTY) return true;
	try {
		closeSync(openSync(TERMINAL, 'r'));
		return true;
	} catch {
		return false;
	}
}
