// What the main thread and the watching thread share.

/** What the watching thread is started with. */
export interface WatchData {
	/** CELLS 32-bit integers that both threads read and write with Atomics. */
	readonly buffer: SharedArrayBuffer;
}

/** Index of the counter that the main thread raises each time its event loop turns. */
export const BEATS = 0;
/** Index of a flag: the terminal is in raw mode and shows the view. */
export const HAS_TERMINAL = 1;
/** Number of integers in the buffer. */
export const CELLS = 2;

/** Key, by Symbol.for, of the main thread's function (beats) that the watching thread calls in the middle of a computation. */
export const STEP_ASIDE = 'ksmtop.stepAside';
