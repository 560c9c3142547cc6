// Helpers of the scenario tests: load a preset that must be fine, or one that must not.

import {expect} from 'vitest';
import {loadScenario} from '../../source/scenario/load-scenario.js';
import type {Problem, Scenario} from '../../source/scenario/scenario.js';

/** The scenario of a preset without problems. */
export function load(text: string): Scenario {
	const loaded = loadScenario(text, 'test.yaml');
	expect('problems' in loaded ? loaded.problems : []).toEqual([]);
	return (loaded as {scenario: Scenario}).scenario;
}

/** The problems of a preset that has some. */
export function problemsOf(text: string): Problem[] {
	const loaded = loadScenario(text, 'test.yaml');
	expect('problems' in loaded).toBe(true);
	const {problems} = loaded as {problems: Problem[]};
	expect(problems.length).toBeGreaterThan(0);
	return problems;
}

/** A preset with one process of one region. */
export const oneRegion = (region: string, rest = ''): string =>
	`processes:\n  - {name: app, regions: [{name: ram, ${region}}]}\n${rest}`;

/** Contents of the first pages of the first region of the n-th instance of the first process. */
export function contents(scenario: Scenario, pages: number, instance = 0): number[] {
	const region = scenario.processes[0].instantiate()[instance].regions[0];
	const {content} = region;
	return content === null ? [] : Array.from({length: pages}, (_, page) => content(page));
}
