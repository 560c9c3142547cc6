// Long work in steps: a generator that yields its progress, 0..1, every few milliseconds, so that its caller can handle
// keys and signals in between, show progress, or abandon it. Nothing else may be done to the data that it works on before
// it has ended; that it ran in steps changes no outcome. In the core this is work that takes time on the computer that
// simulates and none on the simulated machine.

/** A generator that yields its progress, 0..1, and returns the result of the work. */
export type Steps<Result = void> = Generator<number, Result, void>;

/** Pages from one step to the next: a power of two; a few milliseconds of the slowest work. */
export const PAGES_PER_STEP = 8192;

/** Whether a loop over pages should make a step before this one. */
export const isStep = (page: number): boolean => (page & (PAGES_PER_STEP - 1)) === 0;

/** Runs all steps at once and returns the result. */
export function complete<Result>(steps: Iterator<unknown, Result, void>): Result {
	for (;;) {
		const step = steps.next();
		if (step.done === true) return step.value;
	}
}

/** The progress of one of `count` like pieces of work, as a part of that of the whole; `index` from 0. */
export function* partOf<Result>(steps: Steps<Result>, index: number, count: number): Steps<Result> {
	for (;;) {
		const step = steps.next();
		if (step.done === true) return step.value;
		yield (index + step.value) / count;
	}
}
