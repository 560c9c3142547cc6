// Takes a sample of the machine at every interval while the viewer wants time to go on, and shows it. Held, it takes none:
// what came meanwhile is booked with the next sample, over the whole time.

import type {LivePump} from '../../live/pump.js';

export interface HostPumpOptions {
	readonly intervalMs: number;
	/** Milliseconds that only rise. */
	readonly now: () => number;
	/** Whether the viewer wants time to go on. */
	readonly isRunning: () => boolean;
	/** Takes a sample and shows it; never rejects. */
	readonly take: () => Promise<void>;
}

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

	/** Takes a sample now rather than at its time. */
	hurry(): void {
		this.#dueMs = this.#options.now();
		clearTimeout(this.#timer);
		this.#timer = undefined;
		this.wake();
	}

	async #tick(): Promise<void> {
		const {now, intervalMs, isRunning, take} = this.#options;
		this.#timer = undefined;
		// Paused meanwhile: the sample would change a screen that stands still.
		if (!isRunning()) return;
		this.#isTaking = true;
		await take();
		this.#isTaking = false;
		// At their times, not an interval after the last one ended; what was missed is not made up for.
		this.#dueMs = Math.max(this.#dueMs + intervalMs, now() + intervalMs / 10);
		this.wake();
	}
}
