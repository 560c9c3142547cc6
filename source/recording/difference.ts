// Compares a recording's rows with those of the model, row by row, and finds the first figures that differ.

import {COMPARED_COUNTERS, COMPARED_PROCESS_FIGURES, WHOLE_SYSTEM} from './compared.js';
import type {ObservedRow} from './recording.js';

/** A figure of one row in which recording and model differ. */
export interface Difference {
	/** Full scans at that row. */
	readonly pass: number;
	/** Wakeups at that row. */
	readonly wakeups: number;
	/** A counter, `<process>.<figure>`, or "rows" where one of the two has a row more. */
	readonly figure: string;
	/** By the model; null: there is none. */
	readonly expected: number | null;
	/** On the real kernel; null: there is none. */
	readonly seen: number | null;
}

/** The outcome of comparing rows. */
export interface Comparison {
	/** Rows that are equal, before the first that differs. */
	readonly rows: number;
	/** Figures that are equal, in all rows up to there. */
	readonly figures: number;
	/** All figures that differ in the first row in which any does; empty: equal throughout. */
	readonly differences: readonly Difference[];
	/** The first difference of each figure of the whole system: other programs may have had a part in it. */
	readonly wholeSystem: readonly Difference[];
}

interface Pair {
	readonly figure: string;
	readonly expected: number | null;
	readonly seen: number | null;
}

/** The figures that both rows have. A figure that the recorded kernel does not show is no difference. */
function* pairs(model: ObservedRow, real: ObservedRow, wakeups: boolean): Generator<Pair> {
	if (wakeups) yield {figure: 'wakeups', expected: model.wakeups, seen: real.wakeups};
	yield {figure: 'pass', expected: model.pass, seen: real.pass};
	for (const figure of COMPARED_COUNTERS) {
		const seen = real.figures.get(figure);
		const expected = model.figures.get(figure);
		if (seen !== undefined && expected !== undefined) yield {figure, expected, seen};
	}
	const named = new Map(real.processes.map((process) => [process.name, process]));
	for (const {name, figures} of model.processes) {
		const other = named.get(name);
		named.delete(name);
		if (!other) yield {figure: `${name}.alive`, expected: 1, seen: 0};
		for (const figure of COMPARED_PROCESS_FIGURES) {
			const seen = other?.figures.get(figure);
			const expected = figures.get(figure);
			if (seen !== undefined && expected !== undefined) yield {figure: `${name}.${figure}`, expected, seen};
		}
	}
	for (const name of named.keys()) yield {figure: `${name}.alive`, expected: 0, seen: 1};
}

/** Compares rows of the same kind, both in their order. `countsWakeups`: how many wakeups a full scan takes is compared too. */
export function compareRows(
	model: readonly ObservedRow[],
	real: readonly ObservedRow[],
	countsWakeups = true,
): Comparison {
	let figures = 0;
	const wholeSystem = new Map<string, Difference>();
	const ended = (rows: number, differences: readonly Difference[]): Comparison => ({
		rows,
		figures,
		differences,
		wholeSystem: [...wholeSystem.values()],
	});
	const common = Math.min(model.length, real.length);
	for (let i = 0; i < common; i++) {
		const {pass, wakeups} = model[i];
		const differences: Difference[] = [];
		for (const pair of pairs(model[i], real[i], countsWakeups)) {
			const difference = {pass, wakeups, ...pair};
			if (pair.expected === pair.seen) figures++;
			else if (!WHOLE_SYSTEM.has(pair.figure)) differences.push(difference);
			else if (!wholeSystem.has(pair.figure)) wholeSystem.set(pair.figure, difference);
		}
		if (differences.length > 0) return ended(i, differences);
	}
	if (model.length === real.length) return ended(common, []);
	const {pass, wakeups} = (model[common] ?? real[common]) as ObservedRow;
	return ended(common, [{pass, wakeups, figure: 'rows', expected: model.length, seen: real.length}]);
}
