// Goal: sysfs files read what is written to them as the kernel does. Method: texts that the kernel's parsers accept and
// refuse, with the error code of each, and round trips of random numbers.

import {fc, test} from '@fast-check/vitest';
import {describe, expect, it} from 'vitest';
import {
	orInvalid,
	parseBool,
	parseFlag,
	parseInt32,
	parseUint,
	parseUlong,
	parseWord,
} from '../../../source/core/catalogue/knobs/parse.js';

describe('numbers', () => {
	it.each([
		['0', 0],
		['100', 100],
		['+7', 7],
		['007', 7],
		['42\n', 42],
		['4294967295', 4_294_967_295],
	])('reads %j', (text, value) => {
		expect(parseUint(text)).toBe(value);
	});

	it.each(['', '\n', ' 1', '1 ', '1\n\n', '0x10', '1e3', '1.5', '-1', '++1', 'many'])(
		'refuses %j',
		(text) => {
			expect(parseUint(text)).toEqual({errno: 'EINVAL'});
		},
	);

	it('distinguishes a number that does not fit from no number at all', () => {
		expect(parseUint('4294967296')).toEqual({errno: 'ERANGE'});
		expect(parseInt32('2147483648')).toEqual({errno: 'ERANGE'});
		expect(parseInt32('-2147483649')).toEqual({errno: 'ERANGE'});
		expect(parseUlong('18446744073709551616')).toEqual({errno: 'ERANGE'});
		expect(parseUlong('18446744073709551615')).toBeTypeOf('number');
	});

	it('reads a sign only where the file is signed', () => {
		expect(parseInt32('-5')).toBe(-5);
		expect(parseUlong('-5')).toEqual({errno: 'EINVAL'});
	});

	test.prop([fc.integer({min: 0, max: 0xff_ff_ff_ff})])('reads back what it would print', (value) => {
		expect(parseUint(`${value}\n`)).toBe(value);
	});
});

describe('booleans', () => {
	it.each(['1', 'y', 'Y', 'yes', 't', 'true', 'on', 'ON', '1\n'])('takes %j for true', (text) => {
		expect(parseBool(text)).toBe(1);
	});

	it.each(['0', 'n', 'N', 'no', 'f', 'false', 'off', 'of', '0\n'])('takes %j for false', (text) => {
		expect(parseBool(text)).toBe(0);
	});

	it.each(['', 'o', '2', 'enable', ' 1'])('refuses %j', (text) => {
		expect(parseBool(text)).toEqual({errno: 'EINVAL'});
	});

	it('knows flags that are 0 or 1 and nothing else', () => {
		expect(parseFlag('1')).toBe(1);
		expect(parseFlag('y')).toEqual({errno: 'EINVAL'});
		expect(parseFlag('2')).toEqual({errno: 'EINVAL'});
		expect(parseFlag('18446744073709551616')).toEqual({errno: 'ERANGE'});
	});
});

it('compares words as a whole, but for one newline', () => {
	const words = ['none', 'scan-time'];
	expect(parseWord('scan-time\n', words)).toBe('scan-time');
	expect(parseWord('scan', words)).toEqual({errno: 'EINVAL'});
	expect(parseWord('none ', words)).toEqual({errno: 'EINVAL'});
});

it('maps every parse error to EINVAL where the store does', () => {
	expect(orInvalid(parseUint('99999999999'))).toEqual({errno: 'EINVAL'});
	expect(orInvalid(512, 0, 511)).toEqual({errno: 'EINVAL'});
	expect(orInvalid(511, 0, 511)).toBe(511);
});
