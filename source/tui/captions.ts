// Which caption of the preset is shown. Each is shown at least as long as it takes to read: the next one waits, and
// simulated time is held, so that a caption and the screen are about the same moment. Wall-clock time counts only while the
// session runs: a paused screen does not change by itself.

import type {Caption} from '../session/session.js';

/** Reading speed of subtitles; a short one needs LEAST_MS to be noticed. */
const MS_PER_CHARACTER = 60;
const LEAST_MS = 2000;
/** After this time a caption is removed. */
const NEWS_MS = 10_000;

/** The least time that a caption is shown, wall-clock ms. */
const readingMs = (text: string): number => Math.max(LEAST_MS, text.length * MS_PER_CHARACTER);

/** The captions of a session in their order, and which of them is shown. */
export class CaptionQueue {
	#last: Caption | undefined;
	#current: Caption | null = null;
	#waiting: Caption[] = [];
	/** How long the current one has been shown. */
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

	/** Whether the next caption waits until the current one has been read. */
	get isReading(): boolean {
		return this.#waiting.length > 0;
	}

	/** Shows the newest caption at once and drops those before it. */
	skip(): void {
		const newest = this.#waiting.at(-1);
		if (newest === undefined) return;
		this.#waiting = [];
		this.#current = newest;
		this.#stoodMs = 0;
	}

	/** Forgets everything, as for another session. */
	clear(): void {
		this.#current = null;
		this.#waiting = [];
		this.#last = undefined;
		this.#stoodMs = 0;
	}

	/** The text of the caption to show; null: none. */
	get current(): string | null {
		return this.#current?.text ?? null;
	}
}
