// Compiles expectations: one for each kernel that is named (all of the preset's if none is).

import type {PresetData, ExpectationData} from './schema/preset-schema.js';
import {checkFigure, FIGURE_NAMES, isTime, RATES} from './figure-names.js';
import {readCondition, type EntryContext} from './timeline/entry-context.js';
import type {Path} from './parse/problems.js';
import type {Expectation} from './scenario.js';
import {formatCount, formatDuration} from './base/units.js';

interface Bounds {
	readonly min: number;
	readonly max: number;
}

type Tests = Pick<ExpectationData, 'equals' | 'at_least' | 'at_most' | 'between'>;
const hasTest = ({equals, at_least, at_most, between}: Tests): boolean =>
	[equals, at_least, at_most, between].some((test) => test !== undefined);

function boundsOf(tests: Tests, tolerance: ExpectationData['tolerance']): Bounds {
	const {equals, between} = tests;
	let min = tests.at_least ?? -Infinity;
	let max = tests.at_most ?? Infinity;
	if (between) [min, max] = [Math.max(min, between[0]), Math.min(max, between[1])];
	if (equals !== undefined) [min, max] = [Math.max(min, equals), Math.min(max, equals)];
	if (!tolerance) return {min, max};
	const widen = (value: number): number => tolerance.absolute + Math.abs(value) * tolerance.share;
	return {
		min: Number.isFinite(min) ? min - widen(min) : min,
		max: Number.isFinite(max) ? max + widen(max) : max,
	};
}

function describe({min, max}: Bounds, time: boolean): string {
	const text = (value: number): string => (time ? formatDuration(value) : formatCount(value));
	if (min === max) return text(min);
	if (max === Infinity) return `>= ${text(min)}`;
	return min === -Infinity ? `<= ${text(max)}` : `${text(min)}..${text(max)}`;
}

/** The figure's full name; notes a problem if there is none. Rates go with or without `rates.`. */
function figureName(name: string, process: string | undefined, context: EntryContext, path: Path): string {
	const {workload, problems} = context;
	const rate = process === undefined && !FIGURE_NAMES.has(name) && Object.hasOwn(RATES, name);
	const full = process === undefined ? (rate ? `rates.${name}` : name) : `${process}.${name}`;
	const wrong = checkFigure(full, {processes: workload.processes.keys()});
	if (!wrong) return full;
	const unknown = process !== undefined && !workload.processes.has(process);
	problems.at([...path, unknown ? 'process' : 'name'], {
		message: unknown ? 'no process of this name' : wrong.message,
		found: unknown ? process : wrong.found,
		allowed: unknown
			? workload.infos
					.map((info) => info.name)
					.slice(0, 20)
					.join(', ')
			: 'a counter, model field, freed_pages.<cause>, rate, time, wakeups, or a figure of a process',
		candidates: unknown ? workload.processes.keys() : wrong.candidates,
	});
	return full;
}

function compileOne(
	data: ExpectationData,
	kernels: readonly string[],
	context: EntryContext,
	path: Path,
): Expectation[] {
	const {problems, workload} = context;
	const {ratio_to: ratio, tolerance, at} = data;
	const known = (kernel: string, where: Path): void => {
		if (workload.kernels.includes(kernel)) return;
		problems.at(where, {
			message: 'no kernel of this name',
			found: kernel,
			allowed: workload.kernels.join(', '),
			candidates: workload.kernels,
		});
	};
	for (const kernel of data.kernel ?? []) known(kernel, [...path, 'kernel']);
	if (ratio) known(ratio.kernel, [...path, 'ratio_to', 'kernel']);
	const name = figureName(data.name, data.process, context, path);
	const tests = ratio && hasTest(ratio) ? ratio : data;
	if (!hasTest(tests) && !ratio)
		problems.at(path, {
			message: 'an expectation of nothing',
			allowed: 'equals, at_least, at_most, between or ratio_to',
		});
	if (ratio && hasTest(ratio) && hasTest(data))
		problems.at([...path, 'ratio_to'], {
			message: 'a test both in ratio_to and beside it',
			allowed: 'one of the two',
		});
	// A bare ratio expects the two to be equal.
	const bounds = boundsOf(hasTest(tests) ? tests : {equals: 1}, tolerance);
	if (bounds.min > bounds.max) problems.at(path, {message: 'an expectation that nothing can meet'});
	const when = data.when === undefined ? undefined : readCondition(data.when, context, [...path, 'when']);
	if (at !== undefined && when)
		problems.at([...path, 'when'], {message: 'both at and when', allowed: 'one of the two'});
	const other = ratio && {
		kernel: ratio.kernel,
		name:
			ratio.name === undefined ? name : figureName(ratio.name, data.process, context, [...path, 'ratio_to']),
	};
	const expected = describe(bounds, isTime(name) && !other);
	const moment = when ? ` when ${when.text}` : at === undefined ? '' : ` at ${formatDuration(at)}`;
	const to = other ? ` to ${other.kernel}'s${other.name === name ? '' : ` ${other.name}`}` : '';
	return (data.kernel ?? kernels).map((kernel) => ({
		text: `${kernel}: ${other ? 'ratio of ' : ''}${name}${to}${moment}`,
		expected,
		kernel,
		name,
		...bounds,
		...(other ? {ratioTo: other} : {}),
		...(at === undefined ? {} : {at}),
		...(when === undefined ? {} : {when}),
		source: data.source,
	}));
}

/** Compiles the list `expect`. `kernels`: those that the preset runs. */
export function compileExpectations(
	data: PresetData,
	kernels: readonly string[],
	context: EntryContext,
): Expectation[] {
	return data.expect.flatMap((expectation, i) => compileOne(expectation, kernels, context, ['expect', i]));
}
