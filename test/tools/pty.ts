// The built program in a real pseudo terminal, its output read through a terminal emulator. Waiting is for what the
// screen shows, never for a time.

import {EventEmitter, once} from 'node:events';
import {readSync} from 'node:fs';
import {StringDecoder} from 'node:string_decoder';
import type {ReadStream} from 'node:tty';
import pty from '@lydell/node-pty';
import {createEmulator, type Emulator} from './emulator.js';
import {patiently} from './patience.js';
import {environment, PROGRAM} from './program.js';
import {ROOT} from './root.js';

/** Whether the words stand on the screen, each on some line. */
export const shows =
	(...words: string[]) =>
	(lines: string[]): boolean =>
		words.every((word) => lines.some((line) => line.includes(word)));

export interface PtyOptions {
	readonly columns?: number;
	readonly rows?: number;
	readonly env?: Readonly<Record<string, string | undefined>>;
	readonly cwd?: string;
}

export interface PtyProgram {
	readonly emulator: Emulator;
	readonly pid: number;
	/** Bytes that the program wrote so far. */
	bytes(): number;
	/** Everything it wrote. */
	raw(): string;
	type(keys: string): void;
	resize(columns: number, rows: number): void;
	kill(signal: NodeJS.Signals): void;
	/** Stops reading, and reads on: a terminal that stalls. */
	pause(): void;
	resume(): void;
	/** Takes the terminal away, as a dropped connection does. */
	hangUp(): void;
	/** Resolves with the screen once it fits; throws with the screen when the program has ended before. */
	until(fits: (lines: string[]) => boolean, what?: string): Promise<string[]>;
	/** Resolves once the program has ended and all it wrote was read. */
	exit(): Promise<{code: number; signal: number}>;
}

/** What the library does not say of its terminals. */
interface Insides {
	readonly fd: number;
	readonly _socket: ReadStream;
}

/**
 * A late reader gets only a part of what a program wrote before it ended: Node takes the hang-up for the end after
 * one piece of 4 KiB, and the library closes the terminal 200 ms after the exit. Here the rest is read before it is closed.
 * Returns what closes it at once.
 */
function readToItsEnd({fd, _socket: socket}: Insides, onData: (data: Buffer) => void): () => void {
	const close = socket.destroy.bind(socket);
	const readRest = (): void => {
		const bytes = Buffer.alloc(4096);
		try {
			for (let length; (length = readSync(fd, bytes)) > 0;) onData(Buffer.from(bytes.subarray(0, length)));
		} catch {
			// Nothing is left.
		}
		close();
	};
	socket.on('data', onData).once('end', readRest);
	socket.destroy = (error) => (error === undefined ? socket : close(error));
	return close;
}

/** Starts the program itself. */
export function startProgram(args: readonly string[], options: PtyOptions = {}): PtyProgram {
	return startCommand([process.execPath, PROGRAM, ...args], options);
}

/** Starts any command, such as a shell around the program. */
export function startCommand([file, ...args]: readonly string[], options: PtyOptions = {}): PtyProgram {
	const {columns = 80, rows = 24} = options;
	const emulator = createEmulator(columns, rows);
	const cwd = options.cwd ?? ROOT;
	const child = pty.spawn(file, args, {
		cols: columns,
		rows,
		name: 'xterm-256color',
		env: environment({TERM: 'xterm-256color', ...options.env}, cwd),
		cwd,
		encoding: null,
	});
	const changes = new EventEmitter();
	let raw = '';
	let written = Promise.resolve();
	let ended: {code: number; signal: number} | undefined;
	const decoder = new StringDecoder();
	const hangUp = readToItsEnd(child as unknown as Insides, (bytes) => {
		const data = decoder.write(bytes);
		raw += data;
		written = written.then(async () => {
			await emulator.write(data);
			changes.emit('change');
		});
	});
	child.onExit(({exitCode, signal}) => {
		written = written.then(() => {
			ended = {code: exitCode, signal: signal ?? 0};
			changes.emit('change');
		});
	});
	const screen = (): string => `the screen:\n${emulator.text().join('\n')}`;
	/** What `look` gives as soon as it gives something; it looks at once and after every change. */
	const wait = async <T>(look: () => T | undefined, what: string): Promise<T> => {
		let isOver = false;
		const seen = async (): Promise<T> => {
			await written;
			for (;;) {
				const found = look();
				if (found !== undefined) return found;
				if (ended !== undefined || isOver) throw new Error(`ended before ${what}; ${screen()}`);
				await once(changes, 'change');
			}
		};
		return patiently(seen(), () => `${what}; ${screen()}`).finally(() => {
			isOver = true;
		});
	};
	return {
		emulator,
		pid: child.pid,
		bytes: () => Buffer.byteLength(raw),
		raw: () => raw,
		type: (keys) => child.write(keys),
		resize(newColumns, newRows) {
			emulator.terminal.resize(newColumns, newRows);
			child.resize(newColumns, newRows);
		},
		kill: (signal) => child.kill(signal),
		pause: () => child.pause(),
		resume: () => child.resume(),
		hangUp,
		until: async (fits, what = 'the screen to fit') =>
			wait(() => {
				const lines = emulator.text();
				return fits(lines) ? lines : undefined;
			}, what),
		exit: async () => wait(() => ended, 'the exit'),
	};
}
