// The watching thread checks whether the main thread's event loop still turns. When it has not turned while the process
// used half a second of CPU time, the main thread is computing and handles no signals. The thread then interrupts it through
// the inspector, which works in the middle of a computation, reads its call stack, lets it give back the terminal and the
// signals, and lets it continue. CPU time is counted, so that a program that is stopped, or waits on a busy host, is never
// taken for a stuck one.

import {closeSync, constants, openSync, readSync, writeSync} from 'node:fs';
import {Session, type Debugger} from 'node:inspector';
import {workerData} from 'node:worker_threads';
import {BEATS, HAS_TERMINAL, STEP_ASIDE, type WatchData} from './shared.js';

const CHECK_MS = 100;
/** CPU time without a beat after which signals get their default effect. A view gives its screen away then, so it waits longer. */
const STALL_CPU_MS = 300;
const VIEW_STALL_CPU_MS = 500;
/** CPU time without a beat after which a line on stderr says so. */
const REPORT_CPU_MS = 2000;
/** Checks without a beat at least: the beat itself comes by a timer. */
const STALL_CHECKS = 3;
/** Names of functions in that line, at most. */
const FRAMES = 3;
const CTRL_C = 3;

const {buffer} = workerData as WatchData;
const cells = new Int32Array(buffer);

function cpuMs(): number {
	const {user, system} = process.cpuUsage();
	return (user + system) / 1000;
}

/** "tryCollapse < scanVmas < scanMm (core/thp/collapse.js:88)" */
function describe(frames: readonly Debugger.CallFrame[]): string {
	const names = frames.slice(0, FRAMES).map(({functionName}) => functionName || 'anonymous');
	const [{url, location}] = frames;
	const file = url.split(/\/dist\/|\/node_modules\//).at(-1) ?? '';
	return `${names.join(' < ')} (${file.slice(-80)}:${location.lineNumber + 1})`;
}

/** Whether Ctrl-C was typed while the main thread did not read the keyboard: in raw mode it is a byte like any other. */
function wasInterruptTyped(): boolean {
	const bytes = Buffer.alloc(4096);
	try {
		const terminal = openSync('/dev/tty', constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOCTTY);
		try {
			return bytes.subarray(0, readSync(terminal, bytes)).includes(CTRL_C);
		} finally {
			closeSync(terminal);
		}
	} catch {
		// Nothing was typed, or there is no terminal.
		return false;
	}
}

/** Lets the main thread step aside at the next statement that it executes, if it still stands at this beat; `onDone` gets where that was. */
function interrupt(beats: number, onDone: (where: string) => void): void {
	const session = new Session();
	session.connectToMainThread();
	session.on('Debugger.paused', ({params}) => {
		const expression = `globalThis[Symbol.for('${STEP_ASIDE}')]?.(${beats}) === true`;
		session.post('Runtime.evaluate', {expression, returnByValue: true}, (_error, answer) => {
			session.post('Debugger.disable', () => {
				session.disconnect();
			});
			if (answer?.result?.value === true) onDone(describe(params.callFrames));
		});
	});
	session.post('Debugger.enable', () => {
		session.post('Debugger.pause');
	});
}

function report(where: string): void {
	const line = `ksmtop: busy, and does not answer until this is done: ${where}. Ctrl-C or TERM ends it at once.\n`;
	try {
		writeSync(2, line);
	} catch {
		// stderr is closed.
	}
}

let lastBeats = -1;
let cpuAtBeat = 0;
let checks = 0;
let isInterrupted = false;
/** Where the main thread stood when it stepped aside, until that has been reported. */
let unreported: string | null = null;

setInterval(() => {
	const beats = Atomics.load(cells, BEATS);
	if (beats !== lastBeats) {
		lastBeats = beats;
		cpuAtBeat = cpuMs();
		checks = 0;
		isInterrupted = false;
		unreported = null;
		return;
	}
	checks++;
	const stalledMs = cpuMs() - cpuAtBeat;
	if (unreported !== null && stalledMs >= REPORT_CPU_MS) {
		report(unreported);
		unreported = null;
	}
	const hasTerminal = Atomics.load(cells, HAS_TERMINAL) !== 0;
	if (isInterrupted || checks < STALL_CHECKS || stalledMs < (hasTerminal ? VIEW_STALL_CPU_MS : STALL_CPU_MS))
		return;
	isInterrupted = true;
	const isTyped = hasTerminal && wasInterruptTyped();
	interrupt(beats, (where) => {
		if (hasTerminal) report(where);
		else unreported = where;
		if (isTyped) process.kill(process.pid, 'SIGINT');
	});
}, CHECK_MS);
