// Goal: no text makes the loader throw, hang or speak without a place, and nothing of the text reaches a message raw.
// Method: bombs written by hand, and presets broken at random by fast-check.

import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {compileAction} from '../../source/scenario/timeline/compile-action.js';
import {loadScenario} from '../../source/scenario/load-scenario.js';
import type {Problem} from '../../source/scenario/scenario.js';
import {load, oneRegion, problemsOf} from './load.js';

function checkProblems(problems: readonly Problem[]): void {
	expect(problems.length).toBeGreaterThan(0);
	for (const {line, column, message, found = '', allowed = '', nearest = ''} of problems) {
		expect(line).toBeGreaterThanOrEqual(1);
		expect(column).toBeGreaterThanOrEqual(1);
		expect(Number.isSafeInteger(line) && Number.isSafeInteger(column)).toBe(true);
		expect(message).not.toBe('');
		expect(message).not.toMatch(/\n\s+at |undefined|\[object/);
		// oxlint-disable-next-line no-control-regex
		expect(message + found + allowed + nearest).not.toMatch(/[\u0000-\u001F\u007F-\u009F\u202E]/);
	}
}

function tryText(text: string): void {
	const loaded = loadScenario(text, 'fuzz.yaml');
	if ('problems' in loaded) checkProblems(loaded.problems);
}

describe('bombs', () => {
	const lol = ['a: &a [x, x, x, x, x, x, x, x, x]'];
	for (let i = 1; i < 12; i++) {
		const [name, last] = [String.fromCodePoint(97 + i), String.fromCodePoint(96 + i)];
		lol.push(`${name}: &${name} [${`*${last}, `.repeat(9)}]`);
	}
	const bombs: Record<string, string> = {
		'a billion laughs': lol.join('\n'),
		'a cycle': '&a {processes: [*a]}',
		'a cycle in fills': 'processes: [{name: a, regions: [{name: r, size: 4K, fill: &f {thps: [*f]}}]}]',
		'deep lists': '['.repeat(100_000),
		'deep maps': '{"a":'.repeat(50_000),
		'deep dashes': '- '.repeat(100_000),
		'deep question marks': '? '.repeat(20_000),
		'deep fills': `processes: [{name: a, regions: [{name: r, size: 4K, fill: ${'{thps: ['.repeat(500)}zero${']}'.repeat(500)}}]}]`,
		'many aliases': `a: &a 1\nb: [${'*a, '.repeat(200_000)}]`,
		'many anchors': '&a x\n'.repeat(50_000),
		'many fields': Array.from({length: 50_000}, (_, i) => `k${i}: 1`).join('\n'),
		'a megabyte of small lists': `[${'[],'.repeat(349_000)}]`,
		'many problems': `processes: [${'{nmae: x}, '.repeat(20_000)}]`,
		'a long line': `name: ${'x'.repeat(1_000_000)}`,
		'a long word': 'x'.repeat(5_000_000),
		'many comments': '# c\n'.repeat(200_000),
		'many documents': '---\na: 1\n'.repeat(20_000),
		'too long': ' '.repeat(9_000_000),
		binary: '\u007FELF\u0000\u0001\u0002',
		'a tag': '!!js/function "x"',
		'a prototype': '__proto__: {polluted: 1}',
		constructors: 'constructor: 1\ntoString: 2\nhasOwnProperty: 3',
		escapes: 'name: "\\u001b[2J\\u202e"\n"\\u001b]0;x\\u0007": 1',
	};
	for (const [name, text] of Object.entries(bombs))
		it(`${name}: problems with a place`, () => {
			checkProblems(problemsOf(text));
		});
});

describe('numbers', () => {
	const HUGE = [
		'1PiB',
		'-1',
		'-1GiB',
		'.nan',
		'.inf',
		'-.inf',
		'1e999',
		'0',
		'1e-9',
		'0.5',
		'99999999999999999999',
		'null',
		'[]',
		'{}',
		'true',
		'""',
		'~',
	];
	it('that make no sense are problems wherever a size stands', () => {
		for (const size of HUGE)
			checkProblems(problemsOf(`processes: [{name: a, regions: [{name: r, size: ${size}, fill: zero}]}]`));
		for (const size of ['1e999', '-1', '.nan', '1PiB'])
			checkProblems(problemsOf(`machine: {memory: ${size}}`));
	});

	it('and wherever a count stands', () => {
		for (const count of HUGE.filter((text) => text !== '0.5')) {
			checkProblems(problemsOf(`processes: [{name: a, count: ${count}}]`));
			checkProblems(
				problemsOf(
					`processes: [{name: a, regions: [{name: r, size: 4K, fill: {pattern: [{zero: ${count}}]}}]}]`,
				),
			);
		}
		checkProblems(problemsOf('processes: [{name: a, count: 1000000000}]'));
		checkProblems(
			problemsOf(
				`processes: [${Array.from({length: 2000}, (_, i) => `{name: p${i}, count: 10000}`).join(', ')}]`,
			),
		);
		checkProblems(problemsOf('processes: [{name: a, count: 10000, regions: [{name: r, size: 4TiB}]}]'));
	});
});

describe('anything', () => {
	it('as text', () => {
		fc.assert(fc.property(fc.string({unit: 'binary', maxLength: 300}), tryText), {numRuns: 500});
		fc.assert(
			fc.property(
				fc.array(fc.constantFrom(...'{}[]:,-?&*!|>\'"%#@ \n\tab01.~<'), {maxLength: 120}),
				(parts) => tryText(parts.join('')),
			),
			{numRuns: 1000},
		);
	});

	it('as data under the names of real fields', () => {
		const names = [
			'name',
			'kernels',
			'machine',
			'knobs',
			'processes',
			'regions',
			'timeline',
			'until',
			'expect',
			'fill',
			'size',
			'mix',
			'pattern',
			'thps',
			'at',
			'when',
			'set',
			'write',
			'mmap',
			'image',
			'volatile',
			'unique',
			'region',
			'range',
			'process',
			'count',
			'from',
			'share',
			'base',
			'remap',
			'between',
			'ratio_to',
			'kernel',
		];
		const {value} = fc.letrec((tie) => ({
			value: fc.oneof(
				{depthSize: 'small', withCrossShrink: true},
				fc.oneof(
					fc.constantFrom(
						'zero',
						'mainline',
						'1GiB',
						'1s',
						'ram',
						'a',
						'full_scans>=1',
						'0..8K',
						'',
						'\u001B',
					),
					fc.double(),
					fc.integer(),
					fc.boolean(),
					fc.constant(null),
				),
				fc.array(tie('value'), {maxLength: 4}),
				fc.dictionary(fc.constantFrom(...names), tie('value'), {maxKeys: 5}),
			),
		}));
		fc.assert(
			fc.property(fc.dictionary(fc.constantFrom(...names), value, {maxKeys: 6}), (data) =>
				tryText(JSON.stringify(data)),
			),
			{numRuns: 1000},
		);
	});

	it('as a real preset with one thing changed', () => {
		const preset = `name: a\nkernels: [before, {id: mine, base: mainline, remap: {ksm: no}}]\nmachine: {memory: 1GiB, swap: 64MiB}\nknobs: {use_zero_pages: 1}\nprocesses:\n  - {name: guest, count: 2, regions: [{name: ram, size: 2MiB, advice: [mergeable], fill: {mix: [{share: 0.5, fill: zero}, {share: 0.5, fill: {pattern: [{zero: 2}, {unique: {count: 3}}]}}]}}]}\ntimeline:\n  - {at: 0s, set: {run: 1}}\n  - {when: "mine:full_scans>=1", write: {process: guest, region: ram, range: 0..8K, fill: unique}}\nuntil: full_scans>=3\nexpect: [{name: pages_shared, at_least: 0}]\n`;
		tryText(preset);
		fc.assert(
			fc.property(
				fc.nat(preset.length - 1),
				fc.nat(12),
				fc.string({unit: 'binary', maxLength: 6}),
				(at, cut, put) => {
					tryText(preset.slice(0, at) + put + preset.slice(at + cut));
				},
			),
			{numRuns: 1000},
		);
	});
});

it('a command of a session is an entry or problems, whatever it holds', () => {
	const scenario = load(oneRegion('size: 4MiB, fill: zero'));
	const names = [
		'write',
		'read',
		'madvise',
		'mmap',
		'fork',
		'exit',
		'set',
		'region',
		'process',
		'fill',
		'range',
		'at',
		'when',
		'name',
		'size',
		'advice',
		'to',
		'run',
	];
	const {value} = fc.letrec((tie) => ({
		value: fc.oneof(
			{depthSize: 'small'},
			fc.oneof(
				fc.constantFrom('ram', 'app', 'zero', '0..8K', '4MiB', 'dontneed', 'unique'),
				fc.double(),
				fc.boolean(),
				fc.constant(null),
			),
			fc.array(tie('value'), {maxLength: 3}),
			fc.dictionary(fc.constantFrom(...names), tie('value'), {maxKeys: 4}),
		),
	}));
	fc.assert(
		fc.property(value, (command) => {
			const compiled = compileAction(command, scenario);
			if ('problems' in compiled) checkProblems(compiled.problems);
			else expect(compiled.entry.id).toBe(-1);
		}),
		{numRuns: 1000},
	);
});
