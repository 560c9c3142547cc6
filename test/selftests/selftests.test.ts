// Goal: the model passes the kernel's own selftests, and behaves in every corner case that the argument about the fixes
// is about. Method: each is a preset beside this file with its expectations; all are run to their end, and refusals
// that a preset does not expect count as failures, as do broken invariants.

import {readdirSync, readFileSync} from 'node:fs';
import {describe, expect, it} from 'vitest';
import {checkInvariants} from '../../source/core/index.js';
import {loadScenario} from '../../source/scenario/load-scenario.js';
import {checkExpectations} from '../../source/session/outcome/expectations.js';
import {createSession} from '../../source/session/simulated-session.js';

const folder = new URL('.', import.meta.url);
/** No selftest lasts so long; one that does is stuck. */
const LIMIT_NS = 3600e9;

function run(path: string): string[] {
	const loaded = loadScenario(readFileSync(new URL(path, folder), 'utf8'), path);
	if ('problems' in loaded)
		return loaded.problems.map(({line, column, message}) => `${line}:${column}: ${message}`);
	const {scenario} = loaded;
	const session = createSession(scenario, {limitNs: LIMIT_NS});
	while (!session.ended) session.advance(Infinity);
	const results = checkExpectations(scenario, session.runs);
	expect(results.length).toBeGreaterThan(0);
	return [
		...results.filter(({ok}) => !ok).map(({text, moment, seen}) => `${text} ${moment}: seen ${seen}`),
		...session.runs.filter(({ended}) => ended !== 'until').map(({kernel}) => `${kernel.id}: never ends`),
		...session.runs.flatMap(({kernel, machine}) =>
			checkInvariants(machine).map((text) => `${kernel.id}: ${text}`),
		),
	];
}

const groups = readdirSync(folder, {withFileTypes: true}).filter((entry) => entry.isDirectory());

describe.each(groups.map(({name}) => name))('%s', (group) => {
	const files = readdirSync(new URL(`${group}/`, folder));
	it.each(files.map((file) => file.replace('.yaml', '')))('%s', (name) => {
		expect(run(`${group}/${name}.yaml`)).toEqual([]);
	});
});
