// Goal: a preset's parameters stand wherever a value may stand, and another value travels with the preset's text. Method:
// small presets, read as they are and with other values; what is wrong is named with its place.

import {describe, expect, it} from 'vitest';
import {loadScenario} from '../../source/scenario/load-scenario.js';
import {withParams} from '../../source/scenario/parse/params.js';
import {scenarioOf} from '../session/presets.js';

const PRESET = `name: sized
about: a region of \${zeros}, scanned \${scans} times
params: {zeros: 4MiB, scans: 3}
knobs: {pages_to_scan: '\${scans}'}
processes: [{name: guest, regions: [{name: ram, size: '\${zeros}', advice: [mergeable], fill: zero}]}]
until: full_scans>=\${scans}
`;

function problemsOf(text: string): string[] {
	const loaded = loadScenario(text, 'p.yaml');
	return 'problems' in loaded
		? loaded.problems.map(({line, column, message}) => `${line}:${column} ${message}`)
		: [];
}

const changed = (name: string, value: string): string => {
	const result = withParams(PRESET, [{name, value}]);
	expect(result).toHaveProperty('text');
	return (result as {text: string}).text;
};

describe('parameters', () => {
	it('are put in as numbers where they stand alone and as text within text', () => {
		const scenario = scenarioOf(PRESET);
		expect(scenario.params).toEqual({zeros: '4MiB', scans: '3'});
		expect(scenario.about).toBe('a region of 4MiB, scanned 3 times');
		expect(scenario.knobs).toEqual([{name: 'pages_to_scan', value: '3'}]);
		expect(scenario.until?.text).toBe('full_scans>=3');
		expect(scenario.processes[0].mappedPages).toBe(1024);
	});

	it('take another value in the text itself, on the lines where they were', () => {
		const text = changed('zeros', '16MiB');
		expect(scenarioOf(text).processes[0].mappedPages).toBe(4096);
		expect(text.split('\n').length).toBe(PRESET.split('\n').length);
		expect(Object.keys(scenarioOf(text).params)).toEqual(['zeros', 'scans']);
		expect(scenarioOf(changed('scans', '7')).until?.text).toBe('full_scans>=7');
	});

	it('never let a value out of its place in the text', () => {
		for (const value of ['4MiB, x: 1}', "a'b", '"', '{', '# no comment', '${scans}', '\n- x'])
			for (const problem of problemsOf(changed('zeros', value))) expect(problem).toMatch(/size|parameter/);
	});

	it('are shown with their value where a value is refused', () => {
		const loaded = loadScenario(changed('zeros', 'much'), 'p.yaml');
		expect(loaded).toMatchObject({problems: [{found: "'much'"}]});
	});

	it('are named when they are not there', () => {
		expect(withParams(PRESET, [{name: 'zero', value: '1'}])).toMatchObject({
			problem: {found: 'zero', candidates: ['zeros', 'scans']},
		});
		expect(problemsOf(PRESET.replace('full_scans>=${scans}', 'full_scans>=${scan}'))[0]).toMatch(
			/^6:8 no parameter/,
		);
		expect(problemsOf(PRESET.replace('params: {zeros', 'params: {run: 1, zeros'))[0]).toMatch(
			/^3:\d+ a knob has this name/,
		);
		expect(problemsOf(PRESET.replace('zeros: 4MiB', 'zeros: [4MiB]'))[0]).toMatch(/^2:8 no parameter/);
	});
});
