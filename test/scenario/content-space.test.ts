// Goal: contents that a preset does not name are nobody else's. Method: random named ranges, then ranges of one's own
// taken until nothing is left; then whole presets of random fills, page by page.

import fc from 'fast-check';
import {expect, it} from 'vitest';
import {ContentSpace, type Interval} from '../../source/scenario/fills/content-space.js';
import {load} from './load.js';

const overlap = ([a, b]: Interval, [c, d]: Interval): boolean => a < d && c < b;

it('ranges of one\u2019s own meet neither named ranges nor each other, and start at 2^31 while there is room', () => {
	const point = fc.oneof(
		fc.integer({min: 0, max: 2 ** 32 - 1}),
		fc.integer({min: 2 ** 31 - 50, max: 2 ** 31 + 50}),
	);
	const named = fc.array(
		fc
			.tuple(point, fc.oneof(fc.integer({min: 1, max: 200}), fc.integer({min: 1, max: 2 ** 31})))
			.map(([from, size]): Interval => [from, Math.min(from + size, 2 ** 32)]),
		{maxLength: 12},
	);
	const counts = fc.array(fc.oneof(fc.integer({min: 1, max: 100}), fc.integer({min: 1, max: 2 ** 30})), {
		maxLength: 20,
	});
	fc.assert(
		fc.property(named, counts, (ranges, wanted) => {
			const space = new ContentSpace(ranges.map(([from, to]): Interval => [from, to]));
			const taken: Interval[] = [];
			for (const count of wanted) {
				const [free, end] = space.largest();
				const first = space.take(count);
				expect(first === undefined).toBe(end - free < count);
				if (first === undefined) continue;
				const mine: Interval = [first, first + count];
				expect(first).toBeGreaterThan(0);
				expect(first + count).toBeLessThanOrEqual(2 ** 32);
				for (const other of [...ranges, ...taken]) expect(overlap(mine, other)).toBe(false);
				taken.push(mine);
			}
			if (ranges.length === 0 && taken.length > 0) expect(taken[0][0]).toBe(2 ** 31);
		}),
	);
});

it('in a preset, fills that name nothing share no content with any other region', () => {
	const named = fc.oneof(
		fc.integer({min: 1, max: 2 ** 32 - 20_000}).map((content) => ({content})),
		fc.integer({min: 1, max: 2 ** 32 - 20_000}).map((from) => ({unique: {from}})),
		fc.integer({min: 2 ** 31, max: 2 ** 31 + 2000}).map((from) => ({unique: {from}})),
		fc.constant('zero'),
	);
	const own = fc.oneof(
		fc.constant('unique'),
		fc.integer({min: 1, max: 9}).map((of) => ({groups: {of}})),
		fc.integer({min: 1, max: 40}).map((contents) => ({pool: {contents}})),
		fc
			.integer({min: 1, max: 9})
			.map((count) => ({pattern: [{unique: {count}}, {zero: 2}, {contents: {count}}]})),
		fc.constant({thps: ['unique', {groups: {of: 3}}]}),
		fc.constant({
			mix: [
				{share: 0.5, fill: 'unique'},
				{share: 0.5, fill: {pool: {contents: 9}}},
			],
		}),
	);
	const fills = fc.array(fc.tuple(fc.oneof(named, own), fc.boolean(), fc.integer({min: 1, max: 600})), {
		minLength: 1,
		maxLength: 6,
	});
	fc.assert(
		fc.property(fills, (list) => {
			const regions = list.map(([fill, , pages], i) => ({name: `r${i}`, size: pages * 4096, fill}));
			const specs = load(JSON.stringify({processes: [{name: 'p', regions}]})).processes[0].instantiate()[0]
				.regions;
			const owners = new Map<number, number>();
			for (const [i, {content, pages}] of specs.entries()) {
				const isNamed =
					typeof list[i][0] === 'object'
						? 'content' in list[i][0] || (list[i][0] as {unique?: object}).unique !== undefined
						: list[i][0] === 'zero';
				for (let page = 0; page < pages; page++) {
					const value = content?.(page) ?? 0;
					expect(value >= 0 && value < 2 ** 32 && Number.isInteger(value)).toBe(true);
					if (value === 0) continue;
					const owner = owners.get(value);
					if (owner === undefined) owners.set(value, isNamed ? -1 : i);
					else expect(owner).toBe(isNamed ? -1 : i);
				}
			}
		}),
		{numRuns: 60},
	);
});
