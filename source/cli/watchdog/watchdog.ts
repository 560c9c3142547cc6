// Keeps the program stoppable while it computes. JavaScript's signal handlers run only when the event loop turns, and in
// raw mode Ctrl-C is just a byte, so during a long or endless computation only KILL would work. A second thread notices
// that; then the terminal is set back to its normal mode and signals to their default effect, and a line says what the
// program is doing. When the event loop turns again, both are undone. Not covered: a signal sent in the half second before
// the stall is noticed is lost when Node drops its handler (the next one is not), and a stall inside native code is not seen.

import {Worker} from 'node:worker_threads';
import {BEATS, CELLS, HAS_TERMINAL, STEP_ASIDE, type WatchData} from './shared.js';

/** Something that keeps keys or signals from the process: the raw terminal, signal handlers. */
export interface Bystander {
	/** Called in the middle of a computation: undo it at once, synchronously. */
	stepAside(): void;
	/** Called when the event loop turns again: undo stepAside(). */
	comeBack(): void;
	/** Whether it holds the terminal in raw mode just now. */
	holdsTerminal?(): boolean;
}

const BEAT_MS = 100;

const bystanders = new Set<Bystander>();
let cells: Int32Array | undefined;
let thread: Worker | undefined;
let beat: NodeJS.Timeout | undefined;
let isAside = false;

function onBeat(): void {
	if (cells === undefined) return;
	Atomics.add(cells, BEATS, 1);
	const hasTerminal = [...bystanders].some((bystander) => bystander.holdsTerminal?.() === true);
	Atomics.store(cells, HAS_TERMINAL, hasTerminal ? 1 : 0);
	if (!isAside) return;
	isAside = false;
	for (const bystander of bystanders) bystander.comeBack();
}

/** Whether it stepped aside: the loop may have turned since the thread looked. */
function stepAside(beats: number): boolean {
	if (isAside || cells === undefined || Atomics.load(cells, BEATS) !== beats) return false;
	isAside = true;
	for (const bystander of [...bystanders].reverse()) bystander.stepAside();
	return true;
}

function start(): void {
	const data: WatchData = {buffer: new SharedArrayBuffer(CELLS * Int32Array.BYTES_PER_ELEMENT)};
	cells = new Int32Array(data.buffer);
	Object.assign(globalThis, {[Symbol.for(STEP_ASIDE)]: stepAside});
	onBeat();
	beat = setInterval(onBeat, BEAT_MS).unref();
	// The thread inherits no flags: a --require or --import of the user is for the program, not for it.
	thread = new Worker(new URL('watchdog-thread.js', import.meta.url), {
		workerData: data,
		execArgv: [],
		env: {},
	});
	thread.on('error', stop);
	thread.unref();
}

function stop(): void {
	clearInterval(beat);
	void thread?.terminate();
	thread = undefined;
	cells = undefined;
}

/** Starts the thread (some 15 ms of CPU time, most of it on another core) unless it runs or nothing needs it. Call it before a long computation. */
export function watchNow(): void {
	if (thread === undefined && bystanders.size > 0) start();
}

/** Lets `bystander` step aside when the event loop stalls after the next watchNow(). Returns what ends that. */
export function guard(bystander: Bystander): () => void {
	bystanders.add(bystander);
	return () => {
		bystanders.delete(bystander);
		if (bystanders.size === 0) stop();
	};
}
