// Runs work in slices until it is done or interrupted.

import {setImmediate} from 'node:timers/promises';
import type {Interruption} from '../../signals.js';

/** The result of the work; null when it was interrupted. */
export async function work<Result>(
	steps: Generator<void, Result>,
	interruption: Interruption,
): Promise<Result | null> {
	for (;;) {
		const step = steps.next();
		if (step.done) return step.value;
		await setImmediate();
		if (interruption.requested) return null;
	}
}
