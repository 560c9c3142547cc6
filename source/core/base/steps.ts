// Long work in steps: a generator that yields every few milliseconds how far it has come, 0..1, so that its caller can
// see to keys and signals in between, show progress, or drop it. Nothing else may be done to what it works on before it has
// ended; that it was done in steps changes no outcome. In the core these are what takes time on the computer that simulates,
// and none on the machine that is simulated.

export type Steps<Result = void> = Generator<number, Result, void>;

/** Pages from one step to the next: a power of two, and a few milliseconds of the slowest work. */
export const PAGES_PER_STEP = 8192;

/** Whether a loop over pages should make a step before this one. */
export const isStep = (page: number): boolean => (page & (PAGES_PER_STEP - 1)) === 0;

/** Does all of it at once. */
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
