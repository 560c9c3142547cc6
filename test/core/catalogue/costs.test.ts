// Goal: the cost of a visit follows the measured table between and beyond its points. Method: the points themselves, and
// that the cost never falls as the tree grows.

import {fc, test} from '@fast-check/vitest';
import {expect, it} from 'vitest';
import {searchCostNs} from '../../../source/core/catalogue/costs.js';

it.each([
	[1024, 3560],
	[4096, 4880],
	[16_384, 5160],
	[65_536, 8100],
	[262_144, 9780],
])('is as measured in a tree of %i items', (items, ns) => {
	expect(searchCostNs(items)).toBe(ns);
});

it('goes on rising above the largest tree that was measured', () => {
	expect(searchCostNs(2 ** 20)).toBeGreaterThan(searchCostNs(2 ** 19));
	expect(Number.isInteger(searchCostNs(2 ** 31 - 1))).toBe(true);
});

test.prop([fc.integer({min: 0, max: 2 ** 24}), fc.integer({min: 0, max: 1000})])(
	'never falls, and is a whole number',
	(items, more) => {
		expect(searchCostNs(items + more)).toBeGreaterThanOrEqual(searchCostNs(items));
		expect(Number.isInteger(searchCostNs(items))).toBe(true);
	},
);
