// The only timer of the program. It advances simulated time in slices short enough that keys are answered at once, and
// publishes a frame a few times a second while something changes. While the view is paused, no timer runs.

import type {Steps} from '../../core/index.js';
import {stepsOf} from '../../session/session-in-steps.js';
import {applyResult} from '../../tui/apply-result.js';
import {dispatchWaiting} from '../../tui/commands/dispatch.js';
import type {Store} from '../../tui/store.js';

/** Wall-clock time that may pass between two looks at the keyboard. */
const SLICE_MS = 12;
/** The most wall-clock time that is caught up; the rest is dropped, so that a slow computer does not fall further behind. */
const MOST_DEBT_MS = 200;
/** Simulated time per step: short enough that slow motion that a preset asks for begins in time. */
const STEP_NS = 20_000_000;
/** Pages per step, for the same reason and so that a slice ends in time. */
const STEP_PAGES = 2000;
/** Over this much wall-clock time the speed that is reached is measured. */
const MEASURE_MS = 1000;

/** What the pump works on and its clocks. */
export interface PumpOptions {
	/** The session, pace and speed; frames are published through it. */
	readonly store: Store;
	/** A monotonic clock in ms. */
	readonly now: () => number;
	/** The timer; default setTimeout. */
	readonly after?: Timer;
}

/** Calls `run` once after `ms`; the result cancels it. */
export type Timer = (ms: number, run: () => void) => () => void;

const realTimer: Timer = (ms, run) => {
	const timer = setTimeout(run, ms);
	return () => clearTimeout(timer);
};

/** Advances time while the viewer wants it to: simulated time here, samples of a machine in `ksmtop host`. */
export interface LivePump {
	/** Starts the timer if the viewer wants time to pass and it is not running. Call it after every key. */
	wake(): void;
	/** While true no time passes, whatever the viewer wants: the program is suspended. */
	hold(isHeld: boolean): void;
}

/** Advances the session while the viewer wants it to, at the viewer's speed. */
export class Pump implements LivePump {
	readonly #store: Store;
	readonly #now: () => number;
	readonly #after: Timer;
	/** Cancels the next tick; undefined when none is scheduled. */
	#cancel: (() => void) | undefined;
	#lastMs: number;
	#frameAtMs = 0;
	/** Simulated time that should have been reached by now. */
	#dueNs = 0;
	#measured = {ms: 0, ns: 0};
	#wasShort = false;
	#isHeld = false;
	/** The session waits for input from outside, as from a recording that is still coming. */
	#isWaiting = false;
	/** A tick is running; it schedules the next one itself. */
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

	/** Starts the timer if the viewer wants time to pass and it is not running. Call it after every key. */
	wake(): void {
		if (this.#cancel !== undefined || this.#isTicking || this.#isHeld || !this.#hasWork()) return;
		this.#lastMs = this.#now();
		this.#measured = {ms: this.#lastMs, ns: this.#store.session.nowNs};
		this.#dueNs = this.#store.session.nowNs;
		this.#cancel = this.#after(0, this.#tick);
	}

	/** While true no time passes, whatever the viewer wants: the program is suspended. */
	hold(isHeld: boolean): void {
		this.#isHeld = isHeld;
		this.#cancel?.();
		this.#cancel = undefined;
		this.wake();
	}

	#hasWork(): boolean {
		const {tasks, state, session} = this.#store;
		return tasks.isBusy || (state.pace !== 'paused' && !session.ended);
	}

	readonly #tick = (): void => {
		this.#cancel = undefined;
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
		this.#cancel = this.#after(pause, this.#tick);
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

	/** Works for at most one slice; returns whether there is more to do. */
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
				// Time that could not pass is not caught up, and does not count as a speed that was not reached.
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
		// A single slow second may be chance; after two in a row the reached speed is shown.
		store.setReachedSpeed(isShort && this.#wasShort ? reached : null);
		this.#wasShort = isShort;
	}
}
