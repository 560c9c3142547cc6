// Work that takes longer than a key may wait: done in steps, between which the screen is drawn and keys are seen to. Keys that
// would change the session meanwhile wait until it is done.

import type {Steps} from '../core/index.js';
import type {KeyName} from './keys/keys.js';

export interface Task {
	readonly steps: Steps;
	/** What it is at, in a few words. */
	what(): string;
	/** Called when it is dropped half-way; without it, it cannot be. */
	cancel?(): void;
}

/** Wall-clock time that a key may work before the screen is drawn, ms. */
const AT_ONCE_MS = 10;
/** Keys that may wait; a held key is dropped beyond that. */
const MOST_KEYS = 50;

export class Tasks {
	readonly #now: () => number;
	/** The first is under way. */
	readonly #tasks: Task[] = [];
	#done = 0;
	readonly #keys: KeyName[] = [];

	constructor(now: () => number) {
		this.#now = now;
	}

	get isBusy(): boolean {
		return this.#tasks.length > 0;
	}

	/** What is under way and how far it has come, 0..1; null: nothing. */
	get underWay(): {readonly what: string; readonly done: number; readonly isCancellable: boolean} | null {
		const task = this.#tasks.at(0);
		if (task === undefined) return null;
		return {what: task.what(), done: this.#done, isCancellable: task.cancel !== undefined};
	}

	/** Begins, after what is under way; whether all is done already. */
	begin(task: Task, untilMs = this.#now() + AT_ONCE_MS): boolean {
		this.#tasks.push(task);
		return this.work(untilMs);
	}

	/** Goes on until that moment; whether all is done. */
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

	/** Drops what is under way, if that is possible. Whether it was. */
	cancel(): boolean {
		const task = this.#tasks.at(0);
		if (task?.cancel === undefined) return false;
		this.#end();
		task.cancel();
		return true;
	}

	/** Lets a key wait. */
	wait(key: KeyName): void {
		if (this.#keys.length < MOST_KEYS) this.#keys.push(key);
	}

	/** Whether such a key waits. */
	isWaiting(key: KeyName): boolean {
		return this.#keys.includes(key);
	}

	/** The next key that has waited, once nothing is under way any more. */
	nextKey(): KeyName | undefined {
		return this.isBusy ? undefined : this.#keys.shift();
	}

	#end(): void {
		this.#tasks.shift();
		this.#done = 0;
	}
}
