// Signals end a command in order: INT lets it report what there is; TERM, HUP and QUIT end it at once and leave no
// half-written file. A second INT does not wait. While a command handles signals itself, the watchdog watches it, since a
// handler runs only when the event loop turns.

import {basename} from 'node:path';
import {EXIT} from './command-line/usage-error.js';
import {guard, watchNow} from './watchdog/watchdog.js';

/** Signals that end the program, with the exit code of each. */
export const SIGNAL_EXIT_CODES = {
	SIGHUP: EXIT.hangup,
	SIGINT: EXIT.interrupted,
	SIGQUIT: EXIT.quit,
	SIGTERM: EXIT.terminated,
} as const;
/** A signal that ends the program. */
export type EndSignal = keyof typeof SIGNAL_EXIT_CODES;
const SIGNALS = Object.keys(SIGNAL_EXIT_CODES) as EndSignal[];

type Handler = (signal: EndSignal) => void;

/** A stack: the newest handler gets the signals. */
const handlers: Handler[] = [];
let release: (() => void) | undefined;
/** How many wait for another program. */
let waits = 0;

/**
 * Node resets an ignored HUP to its default, which defeats nohup; shells that name the started command in the variable _
 * show that it is nohup.
 */
const isNoHangup = basename(process.env['_'] ?? '') === 'nohup';

function dispatch(signal: NodeJS.Signals): void {
	if (signal === 'SIGHUP' && isNoHangup) return;
	if (waits > 0) process.exit(SIGNAL_EXIT_CODES[signal as EndSignal]);
	handlers.at(-1)?.(signal as EndSignal);
}

function listen(): void {
	for (const signal of SIGNALS) process.on(signal, dispatch);
}

function ignore(): void {
	for (const signal of SIGNALS) process.off(signal, dispatch);
}

/** Removes all listeners, also those of libraries, so that signals have their default effect; the result restores them. */
function leaveToDefault(): () => void {
	const saved = SIGNALS.map((signal) => [signal, process.rawListeners(signal)] as const);
	for (const signal of SIGNALS) process.removeAllListeners(signal);
	return () => {
		for (const [signal, listeners] of saved)
			for (const listener of listeners) process.on(signal, listener as NodeJS.SignalsListener);
	};
}

/** Gives `handler` the signals that would end the program, until the returned function is called or a newer one takes them. */
export function takeSignals(handler: Handler): () => void {
	handlers.push(handler);
	if (handlers.length === 1) {
		listen();
		let restore = (): void => {};
		release = guard({
			stepAside() {
				restore = leaveToDefault();
			},
			comeBack() {
				restore();
			},
		});
	}
	return () => {
		const at = handlers.lastIndexOf(handler);
		if (at >= 0) handlers.splice(at, 1);
		if (handlers.length > 0) return;
		ignore();
		release?.();
	};
}

/**
 * Waits for what another program may keep one waiting for without end, as for input; signals end the program at once
 * meanwhile, whoever takes them.
 */
export async function waitFor<Result>(work: Promise<Result>): Promise<Result> {
	waits++;
	try {
		return await work;
	} finally {
		waits--;
	}
}

/** Whether the command at work is to stop. */
export interface Interruption {
	/** INT has come, or the time is up: stop and report. */
	readonly requested: boolean;
	/** The exit code of what was interrupted. */
	readonly exitCode: number;
	/** Gives the signals back to the handler that had them before. */
	release(): void;
}

/** The longest time that a timer takes. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;
/** Shorter runs need no handlers: the default effect of a signal is right for them. */
const SHORT_RUN_MS = 300;

/** How signals and a wall-clock limit act on a command. */
export interface WatchOptions {
	/** Called once, when `requested` becomes true. */
	readonly onRequest?: () => void;
	/** Wall-clock ns after which it becomes true without a signal; at most some 24 days count. */
	readonly wallLimitNs?: number | undefined;
	/** Whether files are being written that must not stay half there: then signals are taken at once. */
	readonly writesFiles: boolean;
}

/** Watches for signals until release(). */
export function watchSignals({onRequest, wallLimitNs, writesFiles}: WatchOptions): Interruption {
	let requested = false;
	let exitCode: number = EXIT.interrupted;
	let release = (): void => {};
	const take = (): void => {
		release = takeSignals((signal) => {
			if (signal !== 'SIGINT' || requested) process.exit(SIGNAL_EXIT_CODES[signal]);
			requested = true;
			onRequest?.();
		});
		watchNow();
	};
	const onTime = (): void => {
		if (requested) return;
		requested = true;
		exitCode = EXIT.missed;
		process.stderr.write('ksmtop: --wall-limit reached: this is the state so far\n');
		onRequest?.();
	};
	const limit =
		wallLimitNs === undefined
			? undefined
			: setTimeout(onTime, Math.min(wallLimitNs / 1e6, LONGEST_TIMER_MS)).unref();
	const timer = writesFiles || isNoHangup ? undefined : setTimeout(take, SHORT_RUN_MS).unref();
	if (timer === undefined) take();
	return {
		get requested() {
			return requested;
		},
		get exitCode() {
			return exitCode;
		},
		release() {
			clearTimeout(limit);
			clearTimeout(timer);
			release();
		},
	};
}
