// The built program in a real pseudo terminal, its output read through a terminal emulator. Waiting is for what the
// screen shows, never for a time.

import path from 'node:path';
import pty from '@lydell/node-pty';
import {createEmulator, type Emulator} from './emulator.js';
import {ROOT} from './root.js';

export const PROGRAM = path.join(ROOT, 'dist/cli/main.js');

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
	/** Resolves with the screen once it fits; throws with the screen when that takes too long. */
	until(fits: (lines: string[]) => boolean, what?: string): Promise<string[]>;
	/** Resolves once the program has ended and all it wrote was read. */
	exit(): Promise<{code: number; signal: number}>;
}

/** How long to wait for the screen at most. */
const PATIENCE_MS = 120_000;
const POLL_MS = 10;

/** The environment of a plain terminal, whatever runs the tests. */
function environment(changes: PtyOptions['env'] = {}): Record<string, string> {
	const {PATH = '', HOME = '/'} = process.env;
	const all: Record<string, string | undefined> = {
		PATH,
		HOME,
		TERM: 'xterm-256color',
		LANG: 'C.UTF-8',
		...changes,
	};
	return Object.fromEntries(
		Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined),
	);
}

/** Starts the program itself. */
export function startProgram(args: readonly string[], options: PtyOptions = {}): PtyProgram {
	return startCommand([process.execPath, PROGRAM, ...args], options);
}

/** Starts any command, such as a shell around the program. */
export function startCommand([file, ...args]: readonly string[], options: PtyOptions = {}): PtyProgram {
	const {columns = 80, rows = 24} = options;
	const emulator = createEmulator(columns, rows);
	const child = pty.spawn(file, args, {
		cols: columns,
		rows,
		name: 'xterm-256color',
		env: environment(options.env),
		cwd: options.cwd ?? ROOT,
	});
	let raw = '';
	let written = Promise.resolve();
	let ended: {code: number; signal: number} | undefined;
	child.onData((data) => {
		raw += data;
		written = written.then(async () => emulator.write(data));
	});
	child.onExit(({exitCode, signal}) => {
		ended = {code: exitCode, signal: signal ?? 0};
	});
	const pause = async (): Promise<void> =>
		new Promise((resolve) => {
			setTimeout(resolve, POLL_MS);
		});
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
		// Known to every implementation, though not to the types.
		hangUp: () => (child as unknown as {destroy(): void}).destroy(),
		async until(fits, what = 'the screen to fit') {
			const limit = performance.now() + PATIENCE_MS;
			for (;;) {
				await written;
				const lines = emulator.text();
				if (fits(lines)) return lines;
				if (performance.now() > limit)
					throw new Error(`waited in vain for ${what}; the screen:\n${lines.join('\n')}`);
				await pause();
			}
		},
		async exit() {
			while (ended === undefined) await pause();
			// What the kernel still holds of the output arrives after the exit.
			await pause();
			await pause();
			await written;
			return ended;
		},
	};
}
