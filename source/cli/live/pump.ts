// The only timer of the program. It lets simulated time pass in slices short enough that a key is never kept waiting,
// and publishes a frame a few times a second while something changes. Paused, it does not run at all.

import type {Steps} from '../../core/index.js';
import {stepsOf} from '../../session/session-in-steps.js';
import {applyResult} from '../../tui/apply-result.js';
import {dispatchWaiting} from '../../tui/commands/dispatch.js';
import type {Store} from '../../tui/store.js';

/** Wall-clock time that may pass between two looks at the keyboard. */
const SLICE_MS = 12;
/** Most wall-clock time that may be made up for; the rest is dropped, so that a slow computer does not lag ever further. */
const MOST_DEBT_MS = 200;
/** Simulated time per step: short enough that slow motion that a preset asks for begins in time. */
const STEP_NS = 20_000_000;
/** Pages per step, for the same reason and so that a slice ends in time. */
const STEP_PAGES = 2000;
/** Over this much wall-clock time the speed that is reached is measured. */
const MEASURE_MS = 1000;

export interface PumpOptions {
	readonly store: Store;
	/** Milliseconds that only rise. */
	readonly now: () => number;
	/** Calls `run` once after that long; what it returns calls it off. Default the process's own timers. */
	readonly after?: Timer;
}

export type Timer = (ms: number, run: () => void) => () => void;

const realTimer: Timer = (ms, run) => {
	const timer = setTimeout(run, ms);
	return () => clearTimeout(timer);
};

/** What lets time pass while the viewer wants it to. */
export interface LivePump {
	/** Sets off if the viewer wants time to pass. Call it after every key. */
	wake(): void;
	/** Stands still whatever the viewer wants, as while the program is suspended. */
	hold(isHeld: boolean): void;
}

export class Pump implements LivePump {
	readonly #store: Store;
	readonly #now: () => number;
	readonly #after: Timer;
	/** Calls the next tick off; undefined when none is due. */
	#callOff: (() => void) | undefined;
	#lastMs: number;
	#frameAtMs = 0;
	/** Simulated time that should have been reached by now. */
	#dueNs = 0;
	#measured = {ms: 0, ns: 0};
	#wasShort = false;
	#isHeld = false;
	/** What is shown has nothing new to show yet. */
	#isWaiting = false;
	/** A tick is under way and will see to the next one itself. */
	#isTicking = false;
	/** The session that #dueNs and #measured are about. */
	#session: unknown;

	constructor({store, now, after = realTimer}: PumpOptions) {
		this.#store = store;
		this.#now = now;
		this.#after = after;
		this.#lastMs = now();
		this.#session = store.session;
	}

	/** Sets off if the viewer wants time to pass. Call it after every key. */
	wake(): void {
		if (this.#callOff !== undefined || this.#isTicking || this.#isHeld || !this.#hasWork()) return;
		this.#lastMs = this.#now();
		this.#measured = {ms: this.#lastMs, ns: this.#store.session.nowNs};
		this.#dueNs = this.#store.session.nowNs;
		this.#callOff = this.#after(0, this.#tick);
	}

	/** Stands still whatever the viewer wants, as while the program is suspended. */
	hold(isHeld: boolean): void {
		this.#isHeld = isHeld;
		this.#callOff?.();
		this.#callOff = undefined;
		this.wake();
	}

	#hasWork(): boolean {
		const {tasks, state, session} = this.#store;
		return tasks.isBusy || (state.pace !== 'paused' && !session.ended);
	}

	readonly #tick = (): void => {
		this.#callOff = undefined;
		this.#isTicking = true;
		const startMs = this.#now();
		this.#accrueDebt(startMs);
		const isBehind = this.#slice(startMs);
		const nowMs = this.#now();
		this.#measure(nowMs);
		const isOver = !this.#hasWork();
		if (nowMs >= this.#frameAtMs || isOver) {
			this.#frameAtMs = nowMs + 1000 / this.#store.state.framesPerSecond;
			this.#store.publish();
		}
		this.#isTicking = false;
		if (isOver || this.#isHeld) return;
		// Caught up: the next look is at the next frame, or a little earlier so that work is spread.
		const pause = isBehind ? 0 : Math.max(1, Math.min(this.#frameAtMs - this.#now(), 25));
		this.#callOff = this.#after(pause, this.#tick);
	};

	/** Adds what the chosen speed asks for since the last tick. */
	#accrueDebt(nowMs: number): void {
		const {session, state} = this.#store;
		const elapsedMs = nowMs - this.#lastMs;
		this.#lastMs = nowMs;
		if (this.#session !== session || session.nowNs > this.#dueNs || !Number.isFinite(this.#dueNs)) {
			this.#session = session;
			this.#dueNs = session.nowNs;
		}
		const speedNsPerMs = state.speed * 1e6;
		this.#dueNs = Math.min(
			this.#dueNs + elapsedMs * speedNsPerMs,
			session.nowNs + MOST_DEBT_MS * speedNsPerMs,
		);
	}

	/** Works for at most a slice. Whether there is more to do. */
	#slice(startMs: number): boolean {
		const store = this.#store;
		for (;;) {
			const {session, state} = store;
			if (store.tasks.isBusy) {
				if (!store.tasks.work(startMs + SLICE_MS)) return true;
				dispatchWaiting(store);
				this.#frameAtMs = 0;
			}
			if (!this.#hasWork()) return false;
			if (store.tasks.isBusy) continue;
			if (store.passTime()) this.#frameAtMs = 0;
			if (store.isReading) {
				this.#dueNs = session.nowNs;
				return false;
			}
			const isSeeking = state.pace === 'seeking';
			const dueNs = isSeeking || state.speed === Infinity ? Infinity : Math.floor(this.#dueNs);
			if (session.nowNs >= dueNs) return false;
			// At high speeds steps grow, else their own cost would be all the work.
			const stepNs = Math.max(STEP_NS, Number.isFinite(state.speed) ? state.speed * 1e6 : STEP_NS * 50);
			const toNs = isSeeking ? Infinity : Math.min(dueNs, session.nowNs + stepNs);
			if (!store.change(this.#advance(toNs), startMs + SLICE_MS)) return true;
			if (this.#isWaiting) {
				// Nothing is owed for time that could not pass, and no speed falls short.
				this.#dueNs = session.nowNs;
				this.#measured = {ms: this.#now(), ns: session.nowNs};
				store.setReachedSpeed(null);
				return false;
			}
			if (this.#now() - startMs >= SLICE_MS) return true;
		}
	}

	*#advance(toNs: number): Steps {
		const store = this.#store;
		const {session} = store;
		const result = yield* stepsOf(session).advance(toNs, STEP_PAGES);
		// A new speed starts without debt.
		if (result.viewer?.speed !== undefined) this.#dueNs = session.nowNs;
		this.#isWaiting = result.reason === 'waiting';
		applyResult(store, result);
	}

	#measure(nowMs: number): void {
		const store = this.#store;
		const elapsed = nowMs - this.#measured.ms;
		if (elapsed < MEASURE_MS) return;
		const reached = (store.session.nowNs - this.#measured.ns) / (elapsed * 1e6);
		this.#measured = {ms: nowMs, ns: store.session.nowNs};
		const {speed, pace} = store.state;
		const isShort = pace === 'running' && reached < speed * 0.8 && reached > 0;
		// Once may be a hiccup; twice in a row the machine is too slow for it.
		store.setReachedSpeed(isShort && this.#wasShort ? reached : null);
		this.#wasShort = isShort;
	}
}
