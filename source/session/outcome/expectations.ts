// Compares a preset's expectations with the results of its runs, and the errors that actions got with those that the
// timeline expects.

import type {Expectation, Scenario} from '../../scenario/scenario.js';
import type {SimulatedRun} from '../run/run.js';
import {isTime} from '../../scenario/figure-names.js';
import {formatCount, formatDuration} from '../../scenario/base/units.js';

/** The outcome of one expectation, or one error that was not expected. */
export interface ExpectationResult {
	/** In one line: "mainline: ksm_zero_pages equals 0". */
	readonly text: string;
	/** Id of the kernel of the run. */
	readonly kernel: string;
	/** The figure's name; for a refusal the entry's text. */
	readonly name: string;
	/** "0", ">= 5", "8..16"; for a refusal the errno, or "accepted". */
	readonly expected: string;
	/** The figure seen, rounded to what can be distinguished; "not reached" when its moment never came. */
	readonly seen: string;
	/** The same as a number; null when there is none. */
	readonly value: number | null;
	/** What the figure must equal exactly; null when a range is allowed. */
	readonly equals: number | null;
	/** Whether it was met. */
	readonly ok: boolean;
	/** The moment at which the figure was taken, as written: "", "at 5 s" or "when full_scans>=2". */
	readonly moment: string;
	/** Expectation.source. */
	readonly source: string;
}

const momentOf = ({at, when}: Expectation): string => {
	if (at !== undefined) return `at ${formatDuration(at)}`;
	return when === undefined ? '' : `when ${when.text}`;
};

/** As expectations are written: counts with commas, times as durations, ratios in six digits. */
function formatSeen(name: string, value: number, ratio: boolean): string {
	if (ratio || !Number.isInteger(value)) return String(Number(value.toPrecision(6)));
	return isTime(name) ? formatDuration(value) : formatCount(value);
}

/** What the run shows for expectation `index`; undefined while its moment has not come. */
function figureFor(
	run: SimulatedRun,
	expectation: Expectation,
	index: number,
	name: string,
): number | undefined {
	if (expectation.at !== undefined || expectation.when !== undefined) return run.captured.get(index);
	return run.figure(name);
}

/** Results for all expectations whose kernels are among the runs, then the unexpected errnos of the runs. */
export function checkExpectations(scenario: Scenario, runs: readonly SimulatedRun[]): ExpectationResult[] {
	const originals = runs.filter((run) => run.forkedFrom === null);
	const ofKernel = (id: string): SimulatedRun | undefined => originals.find((run) => run.title === id);
	const results: ExpectationResult[] = [];
	for (const [index, expectation] of scenario.expect.entries()) {
		const {ratioTo} = expectation;
		const run = ofKernel(expectation.kernel);
		const other = ratioTo ? ofKernel(ratioTo.kernel) : undefined;
		if (!run || (ratioTo && !other)) continue;
		const figure = figureFor(run, expectation, index, expectation.name);
		const divisor = ratioTo && other ? figureFor(other, expectation, index, ratioTo.name) : 1;
		const value = figure === undefined || divisor === undefined ? Number.NaN : figure / divisor;
		const known = !Number.isNaN(value) && Number.isFinite(value);
		results.push({
			text: expectation.text,
			kernel: expectation.kernel,
			name: ratioTo ? `${expectation.name} / ${ratioTo.kernel}:${ratioTo.name}` : expectation.name,
			expected: expectation.expected,
			seen: known
				? formatSeen(expectation.name, value, ratioTo !== undefined)
				: figure === undefined
					? 'not reached'
					: `${figure} / ${divisor}`,
			value: known ? value : null,
			equals: expectation.min === expectation.max ? expectation.min : null,
			ok: known && value >= expectation.min && value <= expectation.max,
			moment: momentOf(expectation),
			source: expectation.source,
		});
	}
	return [...results, ...originals.flatMap((run) => unexpectedOf(run))];
}

function unexpectedOf(run: SimulatedRun): ExpectationResult[] {
	return run.unexpectedErrnos.map(({text, expected, seen}) =>
		missed(run, {text, name: text, expected: expected ?? 'accepted', seen: seen ?? 'accepted'}),
	);
}

/** Something beside its figures that a run missed. */
export const missed = (
	{title}: SimulatedRun,
	{text, name, expected, seen}: Pick<ExpectationResult, 'text' | 'name' | 'expected' | 'seen'>,
): ExpectationResult => ({
	text: `${title}: ${text}`,
	kernel: title,
	name,
	expected,
	seen,
	value: null,
	equals: null,
	ok: false,
	moment: '',
	source: '',
});
