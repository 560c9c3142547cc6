// Goal: conditions mean what they say. Method: read, then evaluate on figures given by hand; misspelt names must be
// errors with their column.

import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {conditionAlarms, evaluate, parseCondition, type Condition} from '../../source/scenario/conditions.js';

const read = (text: string): Condition => {
	const parsed = parseCondition(text);
	expect(parsed).toHaveProperty('condition');
	return (parsed as {condition: Condition}).condition;
};
const holds = (text: string, figures: Record<string, number>, kernel = 'mainline'): boolean =>
	evaluate(read(text), kernel, (name) => figures[name]);

describe('a condition', () => {
	it('compares a figure with a number', () => {
		for (const text of [
			'full_scans>=2',
			'full_scans > 1',
			'full_scans==2',
			'full_scans != 3',
			'full_scans<=2',
		])
			expect(holds(text, {full_scans: 2})).toBe(true);
		expect(holds('full_scans<2', {full_scans: 2})).toBe(false);
		expect(holds('general_profit<-63', {general_profit: -64})).toBe(true);
		expect(holds('freed_pages.split_remap>=512', {'freed_pages.split_remap': 512})).toBe(true);
		expect(holds('guest.ksm_zero_pages>=1', {'guest.ksm_zero_pages': 1})).toBe(true);
	});

	it('binds and before or', () => {
		const text = 'full_scans>=1 and pages_shared>=5 or time>=1s';
		expect(holds(text, {full_scans: 1, pages_shared: 4, time: 0})).toBe(false);
		expect(holds(text, {full_scans: 1, pages_shared: 5, time: 0})).toBe(true);
		expect(holds(text, {full_scans: 0, pages_shared: 0, time: 1e9})).toBe(true);
	});

	it('is a time when it is a lone duration', () => {
		expect(holds('90s', {time: 90e9})).toBe(true);
		expect(holds('90s', {time: 90e9 - 1})).toBe(false);
		expect(conditionAlarms(read('90s or time > 5ms and full_scans>=3'))).toEqual([5_000_001, 90_000_000_000]);
	});

	it('can ask for one kernel only', () => {
		expect(holds('before:full_scans>=1', {full_scans: 1}, 'before')).toBe(true);
		expect(holds('before:full_scans>=1', {full_scans: 1}, 'mainline')).toBe(false);
	});

	it('does not hold where there is no such figure', () => {
		expect(holds('child.rss_anon_pages==0', {})).toBe(false);
	});
});

describe('what is wrong with a condition', () => {
	const problem = (text: string) =>
		(parseCondition(text, {kernels: ['before'], processes: ['guest']}) as {problem: object}).problem;

	it('is named with its column and the nearest name', () => {
		expect(problem('full_scan>=3')).toMatchObject({column: 1, nearest: 'full_scans'});
		expect(problem('full_scans>=3 and pages_share>=1')).toMatchObject({column: 19, nearest: 'pages_shared'});
		expect(problem('befor:full_scans>=3')).toMatchObject({nearest: 'before'});
		expect(problem('gues.ksm_zero_pages>=3')).toMatchObject({nearest: 'guest.ksm_zero_pages'});
		expect(problem('guest.ksm_zero_page>=3')).toMatchObject({nearest: 'ksm_zero_pages'});
		expect(problem('full_scans>=three')).toMatchObject({column: 13, found: 'three'});
		expect(problem('time>=5')).toMatchObject({found: '5'});
	});

	it('never throws', () => {
		for (const text of [
			'',
			'and',
			'or or',
			'full_scans',
			'>=',
			'full_scans>=1 and',
			'full_scans>=1 or ',
			'x'.repeat(9999),
		])
			expect(problem(text)).toBeDefined();
		fc.assert(
			fc.property(fc.string({unit: 'binary', maxLength: 60}), (text) => {
				const parsed = parseCondition(text);
				expect('condition' in parsed || parsed.problem.column >= 1).toBe(true);
			}),
		);
	});
});
