// Compares a recording's rows with those of simulated kernels while both go on: for each kernel how many rows are equal,
// or the first figures that differ.

import type {Row} from '../../session/run/row.js';
import type {Run} from '../../session/run/run.js';
import {compareRows, type Difference} from '../difference.js';
import {observe} from '../model-run.js';
import type {ObservedRow} from '../recording.js';

/** The outcome for one kernel so far. */
export interface Held {
	/** Rows that are equal, up to the first that is not. */
	readonly rows: number;
	/** Figures that are equal in them. */
	readonly figures: number;
	/** What differs in the first row that differs; empty: nothing so far. */
	readonly differences: readonly Difference[];
	/** Time of the recorded row that differs, ns; Infinity: none so far. */
	readonly differsAtNs: number;
}

const NOTHING: Held = {rows: 0, figures: 0, differences: [], differsAtNs: Infinity};

/** The outcomes by letter of the simulated run. */
export class HeldAgainst {
	readonly #byLetter = new Map<string, Held>();
	/** Recorded rows by the number of their wakeup, or of their full scan. */
	readonly #recorded = new Map<number, ObservedRow>();
	readonly #passes = new Map<string, number>();
	/** By letter the last row that was held: going back brings the ones before it again. */
	readonly #last = new Map<string, number>();
	readonly #countsWakeups: boolean;

	/** `countsWakeups`: rows go by wakeups; else by full scans, of which each may take as many wakeups as it likes. */
	constructor(countsWakeups: boolean) {
		this.#countsWakeups = countsWakeups;
	}

	/** Adds a recorded row; to be called before any run has come to it. */
	expect(row: ObservedRow): void {
		if (this.#countsWakeups) this.#recorded.set(row.wakeups, row);
		else if (row.isFullScan) this.#recorded.set(row.pass, row);
	}

	/** Compares a run as it is at the end of a wakeup; to be called while that is its state. */
	see(run: Run, row: Row): void {
		const before = this.#passes.get(run.letter) ?? 0;
		this.#passes.set(run.letter, row.pass);
		const isFullScan = row.pass > before;
		if (!this.#countsWakeups && !isFullScan) return;
		const key = this.#countsWakeups ? row.wakeups : row.pass;
		if (key <= (this.#last.get(run.letter) ?? 0)) return;
		this.#last.set(run.letter, key);
		const real = this.#recorded.get(key);
		const held = this.of(run.letter);
		if (real === undefined || held.differences.length > 0) return;
		const comparison = compareRows([observe(run, row, isFullScan)], [real], this.#countsWakeups);
		const {differences} = comparison;
		this.#byLetter.set(run.letter, {
			rows: held.rows + (differences.length === 0 ? 1 : 0),
			figures: held.figures + comparison.figures,
			differences,
			differsAtNs: differences.length === 0 ? Infinity : real.timeNs,
		});
	}

	/** To be called at the end: a run with more or fewer full scans, or wakeups, than the recording differs, too. */
	seeEnd(run: Run, last: ObservedRow): void {
		const held = this.of(run.letter);
		if (held.differences.length > 0) return;
		const figures = this.#countsWakeups ? (['pass', 'wakeups'] as const) : (['pass'] as const);
		const differences = figures.flatMap((figure): Difference[] => {
			const expected = run.figure(figure) ?? 0;
			const seen = last[figure];
			return expected === seen ? [] : [{pass: last.pass, wakeups: last.wakeups, figure, expected, seen}];
		});
		if (differences.length > 0)
			this.#byLetter.set(run.letter, {...held, differences, differsAtNs: last.timeNs});
	}

	/** The outcome for one run so far; no rows yet for a letter that has none. */
	of(letter: string): Held {
		return this.#byLetter.get(letter) ?? NOTHING;
	}
}
