// Work that takes longer than a key may wait: done in steps, between which the screen is drawn and keys are handled. Keys
// that would change the session wait until the work is done.

import type {Steps} from '../core/index.js';
import type {KeyName} from './keys/keys.js';

/** Work that is done in steps and may take several frames. */
export interface Task {
	/** Each step takes well under a frame. */
	readonly steps: Steps;
	/** What it is doing, in a few words. */
	what(): string;
	/** Called when it is cancelled half-way; absent: it cannot be. */
	cancel?(): void;
}

/** Wall-clock time that a key may work before the screen is drawn, ms. */
const AT_ONCE_MS = 10;
/** Most keys that wait; further ones (a held key) are dropped. */
const MOST_KEYS = 50;

/** A queue of work that changes the session, one task at a time. */
export class Tasks {
	readonly #now: () => number;
	/** The first one is in progress. */
	readonly #tasks: Task[] = [];
	#done = 0;
	readonly #keys: KeyName[] = [];

	constructor(now: () => number) {
		this.#now = now;
	}

	/** Whether a task is in progress. */
	get isBusy(): boolean {
		return this.#tasks.length > 0;
	}

	/** The task in progress and its share done, 0 to 1; null: none. */
	get underWay(): {readonly what: string; readonly done: number; readonly isCancellable: boolean} | null {
		const task = this.#tasks.at(0);
		if (task === undefined) return null;
		return {what: task.what(), done: this.#done, isCancellable: task.cancel !== undefined};
	}

	/** Queues a task and works until `untilMs`; returns whether all tasks are done. */
	begin(task: Task, untilMs = this.#now() + AT_ONCE_MS): boolean {
		this.#tasks.push(task);
		return this.work(untilMs);
	}

	/** Works until that moment; returns whether all tasks are done. */
	work(untilMs: number): boolean {
		for (;;) {
			const task = this.#tasks.at(0);
			if (task === undefined) return true;
			const step = task.steps.next();
			if (step.done === true) this.#end();
			else this.#done = step.value;
			if (this.isBusy && this.#now() >= untilMs) return false;
		}
	}

	/** Cancels the task in progress; returns false if it cannot be cancelled. */
	cancel(): boolean {
		const task = this.#tasks.at(0);
		if (task?.cancel === undefined) return false;
		this.#end();
		task.cancel();
		return true;
	}

	/** Queues a key until the tasks are done. */
	wait(key: KeyName): void {
		if (this.#keys.length < MOST_KEYS) this.#keys.push(key);
	}

	/** Whether this key is queued until the tasks are done. */
	isWaiting(key: KeyName): boolean {
		return this.#keys.includes(key);
	}

	/** The next queued key; undefined while a task is in progress. */
	nextKey(): KeyName | undefined {
		return this.isBusy ? undefined : this.#keys.shift();
	}

	#end(): void {
		this.#tasks.shift();
		this.#done = 0;
	}
}
