// Which caption of the preset stands on the screen. Each stands at least as long as it takes to read: one that comes
// sooner waits, and simulated time is held meanwhile, so that what a caption speaks of is what the screen shows. Wall-clock
// time counts only while the session runs: a paused screen does not change by itself.

import type {Caption} from '../session/session.js';

/** Subtitles are read at about this pace; a short one needs a moment to be noticed. */
const MS_PER_CHARACTER = 60;
const LEAST_MS = 2000;
/** After this long a caption makes room for what goes on. */
const NEWS_MS = 10_000;

/** Wall-clock ms that a caption must stand. */
const readingMs = (text: string): number => Math.max(LEAST_MS, text.length * MS_PER_CHARACTER);

export class CaptionQueue {
	#last: Caption | undefined;
	#current: Caption | null = null;
	#waiting: Caption[] = [];
	/** How long the current one has stood. */
	#stoodMs = 0;

	/** Takes what is new in the session's captions. `ms` is the time that passed while it ran. */
	update(captions: readonly Caption[], ms: number): void {
		this.#stoodMs += ms;
		const newest = captions.at(-1);
		if (newest !== this.#last) {
			const at = this.#last === undefined ? -1 : captions.indexOf(this.#last);
			const wentBack = this.#last !== undefined && at < 0;
			// After a step back only the caption of that moment is of interest.
			if (wentBack) this.clear();
			this.#waiting.push(...(wentBack ? captions.slice(-1) : captions.slice(at + 1)));
			this.#last = newest;
		}
		if (this.#current !== null && this.#stoodMs < readingMs(this.#current.text)) return;
		const next = this.#waiting.shift();
		if (next !== undefined) {
			this.#current = next;
			this.#stoodMs = 0;
		} else if (this.#stoodMs >= NEWS_MS) this.#current = null;
	}

	/** The next caption has come and the one that stands has not been read. */
	get isReading(): boolean {
		return this.#waiting.length > 0;
	}

	/** Shows the newest caption at once. */
	skip(): void {
		const newest = this.#waiting.at(-1);
		if (newest === undefined) return;
		this.#waiting = [];
		this.#current = newest;
		this.#stoodMs = 0;
	}

	clear(): void {
		this.#current = null;
		this.#waiting = [];
		this.#last = undefined;
		this.#stoodMs = 0;
	}

	get current(): string | null {
		return this.#current?.text ?? null;
	}
}
