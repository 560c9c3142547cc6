// The terminal as a resource: taken on entry, given back exactly once, however the program ends. The view uses the
// alternate screen, so the normal screen with its scrollback is unchanged afterwards.

import {writeSync} from 'node:fs';
import type {Outlet} from '../../tui/screen/frame-sink.js';
import {SIGNAL_EXIT_CODES, takeSignals} from '../signals.js';
import {keyboard} from './keyboard.js';
import {guard} from '../watchdog/watchdog.js';

/** Alternate screen, no cursor, no wrapping at the right edge, pastes marked as such. */
const ENTER = '\u001B[?1049h\u001B[?25l\u001B[?7l\u001B[?2004h\u001B[m\u001B[2J\u001B[H';
/** Undoes ENTER, and ends an update that was cut off. */
const LEAVE = '\u001B[?2026l\u001B[?2004l\u001B[m\u001B[?7h\u001B[?25h\u001B[?1049l';

/** Device status report: the terminal answers when it has drawn everything before it. */
const ASK = '\u001B[5n';
/** How long to wait for an answer of a terminal that has answered before. */
const ANSWER_MS = 10_000;

/** A member of Node's terminal streams that is missing from their types. */
interface Handle {
	readonly _handle?: {setBlocking?(blocking: boolean): void};
}

/** The terminal that the view has taken over; at most one in a process. */
export class Terminal implements Outlet {
	readonly #stdout: NodeJS.WriteStream;
	#isEntered = false;
	#isGone = false;
	/** It has answered a question, so it will answer others. */
	#answers = false;
	#awaited: (() => void) | undefined;

	#onGone = (): void => {};
	#onReturn = (): void => this.enter();

	constructor(stdout: NodeJS.WriteStream) {
		this.#stdout = stdout;
		// Here a closed terminal is a hang-up, not the end of a pipe.
		stdout.removeAllListeners('error');
		stdout.on('error', () => {
			if (this.#isGone) return;
			this.#isGone = true;
			this.#onGone();
		});
		// Node writes to terminals synchronously: one that does not read would stop the whole program.
		(stdout as Handle)._handle?.setBlocking?.(false);
		process.on('exit', this.#leaveNow);
		// Until the view handles signals itself, the exit handler restores the terminal.
		takeSignals((signal) => process.exit(SIGNAL_EXIT_CODES[signal]));
		let wasEntered = false;
		guard({
			stepAside: () => {
				wasEntered = this.#isEntered;
				if (!wasEntered) return;
				keyboard().setRawMode(false);
				this.#leaveNow();
			},
			comeBack: () => {
				if (wasEntered) this.#onReturn();
			},
			holdsTerminal: () => this.#isEntered,
		});
	}

	/** `restore` is called when the terminal must be entered and drawn again, because it was given back while the program was busy. */
	onReturn(restore: () => void): void {
		this.#onReturn = restore;
	}

	/** `hangUp` is called when the terminal can no longer be written to (EPIPE, EIO). */
	onGone(hangUp: () => void): void {
		this.#onGone = hangUp;
		if (this.#isGone) hangUp();
	}

	get columns(): number {
		return this.#stdout.columns || 80;
	}

	get rows(): number {
		return this.#stdout.rows || 24;
	}

	enter(): void {
		this.#isEntered = true;
		keyboard().setRawMode(true);
		this.#stdout.write(ENTER + ASK);
	}

	leave(): void {
		if (!this.#isEntered) return;
		this.#isEntered = false;
		if (!this.#isGone) keyboard().setRawMode(false);
		if (!this.#isGone) this.#stdout.write(LEAVE);
	}

	/**
	 * `done` is called once the terminal has drawn it, where it answers questions; else once the bytes have left, which on a
	 * slow line is long before they arrive.
	 */
	write(bytes: string, done: () => void): void {
		if (this.#isGone) return;
		if (!this.#answers) {
			this.#stdout.write(bytes, (error) => {
				if (!error) done();
			});
			return;
		}
		// Nobody who has left the view waits for it.
		const timer = setTimeout(() => this.answered(), ANSWER_MS).unref();
		this.#awaited = () => {
			clearTimeout(timer);
			done();
		};
		this.#stdout.write(bytes + ASK);
	}

	/** Call it for each answer to the status report that the decoder finds. */
	answered(): void {
		this.#answers = true;
		const awaited = this.#awaited;
		this.#awaited = undefined;
		awaited?.();
	}

	/** Resolves when no answer is on its way any more, or after `limitMs`: a late one would be taken for typing by the shell. */
	async quiet(limitMs: number): Promise<void> {
		const awaited = this.#awaited;
		if (awaited === undefined) return;
		await new Promise<void>((resolve) => {
			const timer = setTimeout(resolve, limitMs);
			this.#awaited = () => {
				clearTimeout(timer);
				awaited();
				resolve();
			};
		});
	}

	/** Resolves when everything written has left, or after `limitMs` when the terminal does not take it. */
	async flushed(limitMs: number): Promise<void> {
		if (this.#isGone || this.#stdout.writableLength === 0) return;
		await Promise.race([
			new Promise<void>((resolve) => {
				this.#stdout.write('', () => resolve());
			}),
			new Promise<void>((resolve) => {
				setTimeout(resolve, limitMs).unref();
			}),
		]);
	}

	/** Last resort: the process is about to be gone. */
	readonly #leaveNow = (): void => {
		if (!this.#isEntered || this.#isGone) return;
		this.#isEntered = false;
		try {
			writeSync(1, LEAVE);
		} catch {
			// The terminal is gone.
		}
	};
}
