// Holds a recording's rows against those that the model gives, row by row, and finds the first figure that differs.

import {COMPARED_COUNTERS, COMPARED_PROCESS_FIGURES} from './compared.js';
import type {ObservedRow} from './recording.js';

export interface Difference {
	/** The row in which it stands. */
	readonly pass: number;
	readonly wakeups: number;
	/** A counter, `<process>.<figure>`, or "rows" where one of the two has a row more. */
	readonly figure: string;
	/** By the model; null: there is none. */
	readonly expected: number | null;
	/** On the real kernel; null: there is none. */
	readonly seen: number | null;
}

export interface Comparison {
	/** Rows that were held against each other before the first difference, and figures in them. */
	readonly rows: number;
	readonly figures: number;
	/** All figures that differ in the first row in which any does; empty: equal throughout. */
	readonly differences: readonly Difference[];
}

interface Pair {
	readonly figure: string;
	readonly expected: number | null;
	readonly seen: number | null;
}

/** What both rows can be asked for. A figure that the recorded kernel does not show is no difference. */
function* pairs(model: ObservedRow, real: ObservedRow): Generator<Pair> {
	yield {figure: 'wakeups', expected: model.wakeups, seen: real.wakeups};
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

/** Compares rows of the same kind, both in their order. */
export function compareRows(model: readonly ObservedRow[], real: readonly ObservedRow[]): Comparison {
	let figures = 0;
	const common = Math.min(model.length, real.length);
	for (let i = 0; i < common; i++) {
		const {pass, wakeups} = model[i];
		const differences: Difference[] = [];
		for (const pair of pairs(model[i], real[i])) {
			if (pair.expected === pair.seen) figures++;
			else differences.push({pass, wakeups, ...pair});
		}
		if (differences.length > 0) return {rows: i, figures, differences};
	}
	if (model.length === real.length) return {rows: common, figures, differences: []};
	const {pass, wakeups} = (model[common] ?? real[common]) as ObservedRow;
	const more = {pass, wakeups, figure: 'rows', expected: model.length, seen: real.length};
	return {rows: common, figures, differences: [more]};
}
