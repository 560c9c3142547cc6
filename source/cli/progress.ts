// Progress on stderr while a long command works: one line that is drawn over, only on a terminal, and gone at the end.

const FIRST_AFTER_MS = 500;
const EVERY_MS = 250;
const BAR_COLUMNS = 30;

export interface Progress {
	/** `done` 0..1 where it is known. */
	show(words: string, done?: number): void;
	/** Wipes the line. */
	clear(): void;
}

/** Nothing is shown unless stderr is a terminal that understands more than lines. */
export function createProgress(stream: NodeJS.WriteStream = process.stderr): Progress {
	const usable = stream.isTTY === true && process.env['TERM'] !== 'dumb';
	const started = performance.now();
	let last = started + FIRST_AFTER_MS - EVERY_MS;
	let shown = false;
	return {
		show(words, done) {
			const now = performance.now();
			if (!usable || now - last < EVERY_MS) return;
			last = now;
			shown = true;
			const filled = done === undefined ? 0 : Math.round(Math.min(1, Math.max(0, done)) * BAR_COLUMNS);
			const bar = done === undefined ? '' : `[${'#'.repeat(filled)}${' '.repeat(BAR_COLUMNS - filled)}] `;
			stream.write(`\r\u001B[K${(bar + words).slice(0, Math.max(10, (stream.columns || 80) - 1))}`);
		},
		clear() {
			if (shown) stream.write('\r\u001B[K');
			shown = false;
		},
	};
}
