// Goal: contents order as the bytes that they stand for. Method: compare the core's integer arithmetic with the formula in
// big integers, with pairs whose first four bytes agree among them.

import {fc, test} from '@fast-check/vitest';
import {expect, it} from 'vitest';
import {compareContents} from '../../../source/core/mm/content-order.js';
import {compare} from '../../reference/memory.js';

const content = fc.oneof(fc.integer({min: 0, max: 0xff_ff_ff_ff}), fc.integer({min: 0, max: 3000}));

test.prop([content, content], {numRuns: 2000})('agrees with the formula', (one, other) => {
	expect(Math.sign(compareContents(one, other))).toBe(Math.sign(compare(one, other)));
});

/** Contents this far apart (modulo 2^32) agree in their first four bytes but for the lowest bit, which is always set. */
const TWIN = 849_225_893;

test.prop([fc.integer({min: 0, max: 0xff_ff_ff_ff})], {numRuns: 2000})('distinguishes twins', (one) => {
	const other = (one + TWIN) % 2 ** 32;
	expect(Math.sign(compareContents(one, other))).toBe(Math.sign(compare(one, other)));
	expect(compareContents(one, other)).not.toBe(0);
});

it('has zeros before everything', () => {
	for (const other of [1, 2, 1000, 0xff_ff_ff_ff]) expect(compareContents(0, other)).toBeLessThan(0);
});

test.prop([content, content, content], {numRuns: 1000})('is an order', (a, b, c) => {
	expect(Math.sign(compareContents(a, b))).toBe(-Math.sign(compareContents(b, a)) || 0);
	if (compareContents(a, b) <= 0 && compareContents(b, c) <= 0)
		expect(compareContents(a, c)).toBeLessThanOrEqual(0);
});
