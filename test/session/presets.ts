// Small scenarios for the tests of sessions and reports.

import {expect} from 'vitest';
import {loadScenario} from '../../source/scenario/load-scenario.js';
import type {Condition} from '../../source/scenario/conditions.js';
import type {Scenario} from '../../source/scenario/scenario.js';
import {parseCondition} from '../../source/scenario/conditions.js';

export function scenarioOf(text: string): Scenario {
	const loaded = loadScenario(text, 'test.yaml');
	expect('problems' in loaded ? loaded.problems : []).toEqual([]);
	return (loaded as {scenario: Scenario}).scenario;
}

export function conditionOf(text: string): Condition {
	const parsed = parseCondition(text);
	expect(parsed).toHaveProperty('condition');
	return (parsed as {condition: Condition}).condition;
}

/** The regression in small: `mib` of zero THPs, use_zero_pages 1, three kernels. `rest` is further YAML. */
export const zeroThps = (rest = '', mib = 8): string => `
name: zero-thps
kernels: [before, mainline, v1-mergeable]
machine: {memory: 64MiB}
knobs: {use_zero_pages: 1, pages_to_scan: 100}
processes:
  - {name: guest, regions: [{name: ram, size: ${mib}MiB, align: 2MiB, advice: [hugepage, mergeable], fill: zero}]}
${rest.includes('timeline:') ? '' : 'timeline: [{at: 0s, set: {run: 1}}]\n'}${rest}
`;
