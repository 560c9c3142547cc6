// Goal: every preset that ships loads, teaches and expects something. Method: load each file under presets/; whether
// the expectations are met is the business of `check`'s tests.

import {readdirSync, readFileSync} from 'node:fs';
import {describe, expect, it} from 'vitest';
import {findKernel} from '../../source/core/kernels/index.js';
import {buildMachine} from '../../source/scenario/build-machine.js';
import {load} from './load.js';

const folder = new URL('../../presets/', import.meta.url);
const files = readdirSync(folder).filter((file) => file.endsWith('.yaml'));

/** Presets that the documentation and the issues speak of. */
const PROMISED = [
	'advisor',
	'cow-storm',
	'erase-stale',
	'fork-server',
	'free-at-once',
	'front-zero-thp',
	'ghost',
	'guests',
	'half-zero',
	'khugepaged-fight',
	'migration',
	'mremap-swapout',
	'mte-tags',
	'no-thp',
	'numa',
	'opt-out-merge-only',
	'partial-pageout',
	'same-folio-pair',
	'sharing-limit',
	'slow-merge',
	'slow-zero',
	'slow-zero-rising',
	'smart-scan',
	'sparse-thp',
	'stale-item',
	'underused-shrinker',
	'unique',
	'unmerge',
];

it('every promised preset ships', () => {
	expect(files).toEqual(expect.arrayContaining(PROMISED.map((name) => `${name}.yaml`)));
});

describe.each(files)('%s', (file) => {
	const scenario = load(readFileSync(new URL(file, folder), 'utf8'));

	it('is named like its file, and says what to look at and where it comes from', () => {
		expect(`${scenario.name}.yaml`).toBe(file);
		expect(scenario.about.length).toBeGreaterThan(80);
		expect(scenario.about.length).toBeLessThan(600);
		expect(scenario.source).not.toBe('');
	});

	it('ends by itself, has a story and expects something of each of its kernels', () => {
		expect(scenario.until).not.toBe(null);
		expect(scenario.timeline.some((entry) => entry.viewer?.caption)).toBe(true);
		const expected = new Set(scenario.expect.map((expectation) => expectation.kernel));
		for (const kernel of scenario.kernels) expect(expected).toContain(kernel.id);
		for (const kernel of expected) expect(scenario.kernels.map(({id}) => id)).toContain(kernel);
	});

	it('has captions that fit on a small screen', () => {
		for (const {viewer} of scenario.timeline) expect((viewer?.caption ?? '').length).toBeLessThanOrEqual(156);
	});
});

it('a machine is built with the preset\u2019s knobs, then the command line\u2019s', () => {
	const scenario = load(readFileSync(new URL('sharing-limit.yaml', folder), 'utf8'));
	const kernel = findKernel('mainline');
	if (!kernel) throw new Error('mainline');
	const machine = buildMachine(scenario, kernel, {sets: [{name: 'pages_to_scan', value: '7'}], seed: 5});
	expect(machine.knobs).toMatchObject({smart_scan: 0, pages_to_scan: 7, max_page_sharing: 256});
	expect(machine.config.seed).toBe(5);
	expect(machine.nowNs).toBe(0);
	expect(() => buildMachine(scenario, kernel, {sets: [{name: 'run', value: '9'}]})).toThrow('EINVAL');
});

it('the example of the presets\u2019 README is a preset', () => {
	const readme = readFileSync(new URL('README.md', folder), 'utf8');
	const example = /```yaml\n([^`]*)```/.exec(readme)?.[1] ?? '';
	expect(load(example).name).toBe('two-pages');
});
