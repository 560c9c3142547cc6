// What a sweep consists of: every combination of the values given, with every seed, in an order that depends on nothing
// else, so that shards and threads can divide it and the results fit together again. The kernels of a combination run
// side by side, because their rates are taken over a window that they have in common.

import {knobByName} from '../../../core/index.js';
import type {Shard, Variation} from '../../command-line/flag-values.js';
import {nearest} from '../../../scenario/base/nearest.js';
import type {Scenario} from '../../../scenario/scenario.js';
import {compilePreset, textWithParams} from '../../setup/presets.js';
import {deal} from './deal.js';
import {wrongArgument} from '../../command-line/usage-error.js';

/** One session of a sweep: a combination of values with one seed on all kernels. */
export interface Combination {
	/** Its number in the whole sweep, from 0. */
	readonly index: number;
	/** Ids of the kernels, which run side by side. */
	readonly kernels: readonly string[];
	/** Seed of the random fills. */
	readonly seed: number;
	/** A value for each varied name, in the order of --vary. */
	readonly values: ReadonlyArray<{readonly name: string; readonly value: string}>;
}

/** More than anybody waits for: a typing error in --vary fails at once. */
export const MOST_COMBINATIONS = 100_000;

/** Checks names and values of --vary: knobs, or parameters of the preset, whose values are checked by compiling it. */
export function checkVariations(vary: readonly Variation[], scenario: Scenario): void {
	if (vary.length === 0)
		throw wrongArgument('--vary', {
			message: 'sweep needs at least one',
			allowed: '<knob>=<value>,<value>,...',
		});
	for (const [i, {name, values}] of vary.entries()) {
		const isParam = Object.hasOwn(scenario.params, name);
		if (!isParam) checkVariedName(name, scenario);
		if (vary.findIndex((other) => other.name === name) !== i)
			throw wrongArgument('--vary', {message: 'a name is varied twice', found: name});
		for (const value of values) {
			if (isParam) {
				withValues(scenario, [{name, value}]);
				continue;
			}
			const knob = knobByName.get(name);
			const parsed = knob?.parse(value);
			if (typeof parsed === 'object')
				throw wrongArgument('--vary', {
					message: `${name} refuses a value: ${parsed.errno}`,
					found: value,
					...(knob === undefined ? {} : {allowed: knob.range}),
				});
		}
	}
}

function checkVariedName(name: string, {params}: Scenario): void {
	if (knobByName.has(name)) return;
	const names = [...Object.keys(params), ...knobByName.keys()];
	throw wrongArgument('--vary', {
		message: 'no knob and no parameter of this name',
		found: name,
		allowed: names.join(', '),
		nearest: nearest(name, names),
	});
}

/** The scenario with those of the values that are parameters of it; the others are knobs. */
export function withValues(scenario: Scenario, values: Combination['values']): Scenario {
	const params = values.filter(({name}) => Object.hasOwn(scenario.params, name));
	if (params.length === 0) return scenario;
	return compilePreset(textWithParams(scenario.text, params, '--vary'), scenario.file);
}

/** All combinations of this shard, in the order of the whole: seeds vary fastest, then the last knob. */
export function planSweep(
	vary: readonly Variation[],
	kernels: readonly string[],
	seeds: readonly number[],
	shard: Shard | undefined,
): Combination[] {
	const sizes = [seeds.length, ...vary.map(({values}) => values.length).reverse()];
	const count = combinationCount(sizes);
	const dealt = shard && deal(sizes, shard.of);
	const plan: Combination[] = [];
	for (let index = 0; index < count; index++) {
		if (dealt && dealt[index] !== shard.index - 1) continue;
		let rest = index;
		const [seed, ...digits] = sizes.map((size) => {
			const digit = rest % size;
			rest = Math.floor(rest / size);
			return digit;
		});
		digits.reverse();
		const values = vary.map(({name, values: all}, i) => ({name, value: all[digits[i]]}));
		plan.push({index, kernels, seed: seeds[seed], values});
	}
	return plan;
}

function combinationCount(sizes: readonly number[]): number {
	const count = sizes.reduce((product, size) => product * size, 1);
	if (count > MOST_COMBINATIONS)
		throw wrongArgument('--vary', {
			message: `${count} combinations`,
			allowed: `at most ${MOST_COMBINATIONS}`,
		});
	return count;
}
