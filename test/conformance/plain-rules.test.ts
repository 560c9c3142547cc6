// Goal: the plain rules alone, without the tables and loops of ksm/fast, behave as real kernels do. Method: replay part of
// the recordings on machines whose fast paths are off; one run in eleven of the kernels of the thread, every fourth of
// the stock kernel. KSMTOP_PLAIN_RULES=1 runs this folder's whole suite that way.

import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {rules} from '../support/host.js';
import {readHost, readRealRandom, readVariants} from './fixtures.js';
import {compareHost} from './host.js';
import {compareRandom} from './real-random.js';
import {compareVariant, createVariantHost} from './variants.js';

const oneIn = <T>(count: number, runs: readonly T[]): T[] => runs.filter((_, index) => index % count === 0);

const {columns, runs} = readVariants();

const {plain} = rules;
beforeAll(() => {
	rules.plain = true;
});
// Other files have the same module.
afterAll(() => {
	rules.plain = plain;
});

describe('by the plain rules alone', () => {
	it('machines have no table to look a content up in', () => {
		const m = createVariantHost(runs[0]);
		expect(m.config.plainRules).toBe(true);
	});

	it.each(oneIn(11, runs).map((run) => [run.kernel, run.test, run] as const))(
		'%s: %s',
		(_kernel, _test, run) => {
			expect(compareVariant(run, columns)).toEqual([]);
		},
	);

	it.each(oneIn(4, readHost()).map((run) => [run.test, run] as const))('6.18: %s', (_name, run) => {
		expect(compareHost(run).slice(0, 8)).toEqual([]);
	});

	it.each(oneIn(4, readRealRandom()).map((run) => [run.name, run] as const))('random: %s', (_name, run) => {
		expect(compareRandom(run)).toEqual([]);
	});
});
