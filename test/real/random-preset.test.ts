// Goal: every preset that the fuzzer beside the real kernel draws is a preset, and a program can run it: what is refused is
// not tried. Method: many seeds of the kinds whose actions speak of processes that come on the way, some of all others.

import {expect, it} from 'vitest';
import {refusalsOf} from '../../source/reproducer/refusals.js';
import {loadScenario} from '../../source/scenario/load-scenario.js';
import {KINDS, randomPreset, type Kind} from './random-preset.js';

const WITH_CHILDREN: readonly Kind[] = ['forks', 'khugepaged', 'mixed'];

it.each(KINDS)('%s', (kind) => {
	const seeds = WITH_CHILDREN.includes(kind) ? 150 : 10;
	for (let seed = 1; seed <= seeds; seed++) {
		const preset = randomPreset(seed, kind);
		const loaded = loadScenario(JSON.stringify(preset), preset.name);
		expect([preset.name, 'problems' in loaded ? loaded.problems : refusalsOf(loaded.scenario)]).toEqual([
			preset.name,
			[],
		]);
	}
});
