// Progress on stderr while a long command works: one line that is overwritten, only on a terminal, and erased at the end.
// The time left is extrapolated from the speed so far; it says "about", since it is a guess.

const FIRST_AFTER_MS = 1000;
const EVERY_MS = 250;
const BAR_COLUMNS = 20;
/** With less done than this no time left is shown. */
const LEAST_DONE = 0.01;

/** The state of a long command, for the progress line. */
export interface Status {
	/** The text after the bar. */
	readonly words: string;
	/** Share of the work that is done, 0 to 1; 0: unknown, so no bar is drawn. */
	readonly done: number;
}

/** The progress line on stderr. */
export interface Progress {
	/** Draws the line if it is time to; only then is `status` asked for. */
	show(status: () => Status): void;
	/** Erases the progress line. */
	clear(): void;
}

interface Terminal {
	readonly isTTY?: boolean;
	readonly columns?: number;
	write(text: string): unknown;
}

/** "about 40 s left": two figures at most, since it is a guess. */
function timeLeft(done: number, elapsedMs: number): string {
	const seconds = (elapsedMs / 1000) * (1 / done - 1);
	if (seconds < 1) return 'almost done';
	const [value, unit] =
		seconds < 90
			? [seconds, 's']
			: seconds < 5400
				? [seconds / 60, 'min']
				: seconds < 172_800
					? [seconds / 3600, 'h']
					: [seconds / 86_400, 'days'];
	return `about ${Number(value.toPrecision(2))} ${unit} left`;
}

/**
 * Nothing is shown unless stderr is a terminal that understands more than lines, nor within the first second.
 *
 * @param clock milliseconds from any origin; default the process's own
 */
export function createProgress(
	stream: Terminal = process.stderr,
	clock: () => number = () => performance.now(),
): Progress {
	const usable = stream.isTTY === true && process.env['TERM'] !== 'dumb';
	const started = clock();
	let last = started + FIRST_AFTER_MS - EVERY_MS;
	let shown = false;
	return {
		show(status) {
			const now = clock();
			if (!usable || now - last < EVERY_MS) return;
			last = now;
			shown = true;
			const {words, done} = status();
			const known = done >= LEAST_DONE;
			const filled = Math.round(Math.min(1, done) * BAR_COLUMNS);
			const bar = `[${'#'.repeat(filled).padEnd(BAR_COLUMNS)}] ${known ? timeLeft(done, now - started) : ''}`;
			const line = known ? `${bar}; ${words}` : words;
			stream.write(`\r\u001B[K${line.slice(0, Math.max(10, (stream.columns ?? 80) - 1))}`);
		},
		clear() {
			if (shown) stream.write('\r\u001B[K');
			shown = false;
		},
	};
}

/** The progress of one of `count` like pieces of work, as a part of that of the whole; `index` from 0. */
export const partOf = (whole: Progress, index: number, count: number, name: string): Progress => ({
	show(status) {
		whole.show(() => {
			const {words, done} = status();
			const place = count > 1 ? `${index + 1} of ${count}, ${name}: ` : '';
			return {words: `${place}${words}`, done: (index + done) / count};
		});
	},
	clear() {
		whole.clear();
	},
});
