// Goal: page i of a region has the content that the preset says, whatever is asked first, and contents that nobody
// named are nobody else's. Method: small presets, their contents read page by page.

import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {withSeed} from '../../source/scenario/load-scenario.js';
import {contents, load, oneRegion, problemsOf} from './load.js';

const filled = (fill: string, pages: number, size = '4MiB'): number[] =>
	contents(load(oneRegion(`size: ${size}, fill: ${fill}`)), pages);

describe('a fill that names its contents', () => {
	it('is zero, one content, unique, or in groups', () => {
		expect(filled('zero', 3)).toEqual([0, 0, 0]);
		expect(filled('{content: 77}', 3)).toEqual([77, 77, 77]);
		expect(filled('{content: 0}', 1)).toEqual([0]);
		expect(filled('{unique: {from: 1000}}', 3)).toEqual([1000, 1001, 1002]);
		expect(filled('{groups: {of: 2, from: 10}}', 5)).toEqual([10, 10, 11, 11, 12]);
	});

	it('is a pattern, repeated: contents alike in each repeat, unique ones going on', () => {
		const text =
			'{pattern: [{zero: 2}, {contents: {from: 5, count: 2}}, {unique: {from: 100, count: 1}}, {content: 77, count: 2}]}';
		expect(filled(text, 16)).toEqual([0, 0, 5, 6, 100, 77, 77, 0, 0, 5, 6, 101, 77, 77, 0, 0]);
	});

	it('is one fill per THP in turn; unique counts pages of the region', () => {
		const pages = filled('{thps: [zero, {unique: {from: 1000}}]}', 1024);
		expect(pages.slice(0, 512).every((content) => content === 0)).toBe(true);
		expect([pages[512], pages[1023]]).toEqual([1512, 2023]);
		expect(filled('{thps: [zero, {content: 3}]}', 1100, '8MiB')[1024]).toBe(0);
	});
});

describe('contents that are not named', () => {
	it('start at 2^31 and are the instance\u2019s own', () => {
		const scenario = load(
			'processes: [{name: a, count: 3, regions: [{name: r, size: 16KiB, fill: unique}]}]',
		);
		const all = [0, 1, 2].flatMap((instance) => contents(scenario, 4, instance));
		expect(new Set(all).size).toBe(12);
		expect(Math.min(...all)).toBeGreaterThanOrEqual(2 ** 31);
	});

	it('keep out of the way of those that are', () => {
		const named = 2 ** 31 + 2;
		const text = `processes: [{name: a, regions: [{name: r, size: 16KiB, fill: unique}, {name: s, size: 16KiB, fill: {unique: {from: ${named}}}}]}]`;
		const all = load(text)
			.processes[0].instantiate()[0]
			.regions.flatMap((region) => [0, 1, 2, 3].map((page) => region.content?.(page)));
		expect(new Set(all).size).toBe(8);
	});

	it('also of those that the timeline writes', () => {
		const text = oneRegion(
			'size: 8KiB, fill: unique',
			'timeline: [{at: 1s, write: {region: ram, fill: {content: 2147483648}}}, {at: 2s, write: {region: ram, fill: unique}}]\n',
		);
		const scenario = load(text);
		const write = scenario.timeline[1].actions[0];
		const written = write.do === 'write' ? [0, 1].map(write.content('app')) : [];
		const all = [...contents(scenario, 2), ...written, 2 ** 31];
		expect(new Set(all).size).toBe(5);
	});

	it('are an image, the same in each process that uses it, and a rest', () => {
		const text =
			'processes: [{name: a, count: 2, regions: [{name: r, size: 16KiB, fill: {image: {name: os, size: 8KiB, rest: unique}}}]}]';
		const [first, second] = [0, 1].map((instance) => contents(load(text), 4, instance));
		expect(second.slice(0, 2)).toEqual(first.slice(0, 2));
		expect(second.slice(2)).not.toEqual(first.slice(2));
	});
});

describe('what is drawn', () => {
	const text = oneRegion(
		'size: 64MiB, fill: {mix: [{share: 0.5, fill: zero}, {share: 0.3, fill: {pool: {contents: 10}}}, {share: 0.2, fill: unique}]}',
	);

	it('follows the shares and the pool', () => {
		const pages = contents(load(text), 16_384);
		const zeros = pages.filter((content) => content === 0).length / 16_384;
		const counts = new Map<number, number>();
		for (const content of pages) if (content !== 0) counts.set(content, (counts.get(content) ?? 0) + 1);
		const pooled = [...counts.values()].filter((count) => count > 10);
		expect(zeros).toBeCloseTo(0.5, 1);
		expect(pooled).toHaveLength(10);
		expect(pooled.reduce((sum, count) => sum + count, 0) / 16_384).toBeCloseTo(0.3, 1);
	});

	it('depends on the seed and on nothing else', () => {
		const scenario = load(text);
		expect(contents(load(text), 4096)).toEqual(contents(scenario, 4096));
		expect(contents(withSeed(scenario, 7), 4096)).not.toEqual(contents(scenario, 4096));
		expect(contents(withSeed(scenario, 7), 4096)).toEqual(contents(load(`seed: 7\n${text}`), 4096));
		const content = scenario.processes[0].instantiate()[0].regions[0].content as (page: number) => number;
		const backwards = Array.from({length: 100}, (_, i) => content(99 - i)).reverse();
		expect(backwards).toEqual(contents(scenario, 100));
	});
});

it('a pattern of thousands of runs is the runs one after the other', () => {
	const runs = fc.array(
		fc.oneof(
			fc.record({zero: fc.integer({min: 1, max: 5})}),
			fc.record({content: fc.integer({min: 1, max: 9}), count: fc.integer({min: 1, max: 5})}),
			fc.record({
				contents: fc.record({from: fc.integer({min: 1, max: 99}), count: fc.integer({min: 1, max: 5})}),
			}),
			fc.record({
				unique: fc.record({from: fc.integer({min: 1, max: 99}), count: fc.integer({min: 1, max: 5})}),
			}),
		),
		{minLength: 1, maxLength: 40},
	);
	fc.assert(
		fc.property(runs, (list) => {
			const expected: number[] = [];
			for (let repeat = 0; expected.length < 512; repeat++)
				for (const run of list) {
					const {zero, content, count, contents: alike, unique} = run as unknown as Record<string, never>;
					const {from, count: own} = (alike ?? unique ?? {}) as {from: number; count: number};
					for (let i = 0; i < (zero ?? count ?? own); i++)
						expected.push(zero ? 0 : (content ?? (unique ? from + repeat * own + i : from + i)));
				}
			expect(filled(JSON.stringify({pattern: list}), 512, '2MiB')).toEqual(expected.slice(0, 512));
		}),
		{numRuns: 50},
	);
	const many = Array.from({length: 20_000}, (_, i) => ({content: i + 1, count: 3}));
	expect(filled(JSON.stringify({pattern: many}), 60_000, '256MiB').at(-1)).toBe(20_000);
});

describe('what is wrong with a fill', () => {
	it('has a place and says what is allowed', () => {
		const cases: Array<[string, string]> = [
			['{zero: true, content: 3}', 'one thing'],
			['{zeros: 3}', 'unknown field'],
			['{}', 'missing'],
			['{mix: [{share: 0.5, fill: zero}]}', 'sum to 1'],
			['{mix: []}', 'empty'],
			['{pattern: []}', 'empty'],
			['{pattern: [{zero: 0}]}', 'range'],
			['{content: 4294967296}', 'range'],
			['{content: -1}', 'range'],
			['{content: 1e999}', 'range'],
			['{unique: {from: 4294967295}}', 'contents up to'],
			['{image: {name: os, size: 1GiB}}', 'larger than its region'],
			['{thps: [{volatile: {every: 1s, fraction: 1}}]}', 'whole region'],
			['{volatile: {every: 1ns, fraction: 1}}', 'too short'],
			['{groups: {of: 0}}', 'range'],
		];
		for (const [fill, message] of cases) {
			const [problem] = problemsOf(oneRegion(`size: 4MiB, fill: ${fill}`));
			expect(problem.message).toContain(message);
			expect(problem.line).toBe(2);
			expect(problem.column).toBeGreaterThan(40);
		}
	});
});
