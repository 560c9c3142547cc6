// Takes a sample of the machine at every interval while the view is not paused, and shows it. Changes during a pause are
// part of the next sample, whose rates are over the whole time.

import type {LivePump} from '../../live/pump.js';

/** What the pump needs of clock, view and reader. */
export interface HostPumpOptions {
	/** Between the starts of two samples. */
	readonly intervalMs: number;
	/** A monotonic clock in ms. */
	readonly now: () => number;
	/** False: the viewer has paused. */
	readonly isRunning: () => boolean;
	/** Takes a sample and shows it; never rejects. */
	readonly take: () => Promise<void>;
}

/** The timer of `ksmtop host`. */
export class HostPump implements LivePump {
	readonly #options: HostPumpOptions;
	#timer: NodeJS.Timeout | undefined;
	#isTaking = false;
	#isHeld = false;
	#dueMs: number;

	/** The first sample was taken just now. */
	constructor(options: HostPumpOptions) {
		this.#options = options;
		this.#dueMs = options.now() + options.intervalMs;
	}

	wake(): void {
		if (this.#isTaking || this.#isHeld || this.#timer !== undefined || !this.#options.isRunning()) return;
		this.#timer = setTimeout(() => void this.#tick(), Math.max(0, this.#dueMs - this.#options.now()));
	}

	hold(isHeld: boolean): void {
		this.#isHeld = isHeld;
		clearTimeout(this.#timer);
		this.#timer = undefined;
		this.wake();
	}

	/** Takes the next sample at once. */
	hurry(): void {
		this.#dueMs = this.#options.now();
		clearTimeout(this.#timer);
		this.#timer = undefined;
		this.wake();
	}

	async #tick(): Promise<void> {
		const {now, intervalMs, isRunning, take} = this.#options;
		this.#timer = undefined;
		// The viewer has paused since: the sample would change a paused screen.
		if (!isRunning()) return;
		this.#isTaking = true;
		await take();
		this.#isTaking = false;
		// Due at fixed times, not an interval after the last one ended; missed samples are not caught up.
		this.#dueMs = Math.max(this.#dueMs + intervalMs, now() + intervalMs / 10);
		this.wake();
	}
}
