// Goal: sizes, durations and counts mean the same everywhere. Method: what people write, what comes out; and that what
// is printed reads back.

import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {
	formatBytes,
	formatCount,
	formatDuration,
	parseBytes,
	parseDurationNs,
	parseRange,
	parseSize,
} from '../../source/scenario/base/units.js';

describe('sizes', () => {
	it('are binary, with or without iB, in any case', () => {
		for (const text of ['1GiB', '1G', '1g', '1024M', '1048576KiB', '1073741824B', '1073741824', '1 GiB'])
			expect(parseSize(text)).toEqual({pages: 262_144});
		expect(parseSize('4TiB')).toEqual({pages: 2 ** 30});
		expect(parseSize('1.5MiB')).toEqual({pages: 384});
	});

	it('must be whole pages', () => {
		for (const text of ['1', '4097', '6KiB', '0.1GiB', '1B'])
			expect(parseSize(text)).toHaveProperty('problem');
	});

	it('are nothing else', () => {
		for (const text of [
			'',
			'x',
			'-1G',
			'1PiB',
			'1e3',
			'NaN',
			'Infinity',
			'1GiB ram',
			'0x1000',
			'9'.repeat(400),
		])
			expect(parseSize(text)).toHaveProperty('problem');
	});

	it('make half-open ranges', () => {
		expect(parseRange('4KiB..2MiB')).toEqual({from: 1, to: 512});
		expect(parseRange('0..4096')).toEqual({from: 0, to: 1});
		for (const text of ['2MiB..4KiB', '0..0', '1..2', '0', '0..', '..4K', '0..4K..8K'])
			expect(parseRange(text)).toHaveProperty('problem');
	});
});

describe('durations', () => {
	it('have units, decimals, and a bare zero', () => {
		const cases: Array<[string, number]> = [
			['0', 0],
			['20ms', 20e6],
			['1.5s', 1.5e9],
			['24h', 86_400e9],
			['2m', 120e9],
			['1d', 86_400e9],
			['3us', 3000],
			['7ns', 7],
			['0.5 s', 0.5e9],
		];
		for (const [text, ns] of cases) expect(parseDurationNs(text)).toEqual({ns});
	});

	it('are nothing else', () => {
		for (const text of ['5', '-1s', '1w', 's', '', '1e999s', '1000000d', '1s 2ms'])
			expect(parseDurationNs(text)).toHaveProperty('problem');
	});
});

it('what is printed reads back', () => {
	fc.assert(
		fc.property(fc.integer({min: 0, max: 10 ** 15}), (ns) => {
			const back = parseDurationNs(formatDuration(ns));
			expect('ns' in back && Math.abs(back.ns - ns) <= Math.max(1, ns / 1000)).toBe(true);
		}),
	);
	expect(formatDuration(64.296e9)).toBe('64.296 s');
	expect(formatDuration(20e6)).toBe('20 ms');
	expect(formatBytes(2 ** 30)).toBe('1 GiB');
	expect(formatBytes(-64)).toBe('-64 B');
	expect(formatBytes(6.7 * 2 ** 20)).toBe('6.7 MiB');
	expect(parseBytes(formatBytes(1001 * 2 ** 20))).toEqual({bytes: 1001 * 2 ** 20});
	expect(formatCount(262_144)).toBe('262,144');
	expect(formatCount(-1234.5)).toBe('-1,234.5');
});

it('a text of any length is read or refused at once', () => {
	// Within the test's time only because the effort does not grow with the square of the length.
	for (const text of [' '.repeat(5e6), `1${' '.repeat(5e6)}x`, '9'.repeat(5e6), `${'1'.repeat(5e6)}..2`]) {
		for (const parse of [parseBytes, parseSize, parseRange, parseDurationNs])
			expect(parse(text)).toHaveProperty('problem');
	}
});
