// Goal: whatever people and programs do to a machine, on every kernel, its counters agree with a recount from the page
// tables, every page is accounted for, and each process reads what it last wrote. Method: random commands to small machines
// with tiny limits, checked after each; and planted faults, which the recount and the oracle must find.

import {test} from '@fast-check/vitest';
import {expect, it} from 'vitest';
import type {Content} from '../../../source/core/base/brands.js';
import {checkInvariants} from '../../../source/core/index.js';
import {createHost, region, start} from '../../support/host.js';
import {MemoryOracle} from '../../support/memory-oracle.js';
import {build, problemsAfter, randomMachine} from '../../support/random-machine.js';

test.prop([randomMachine], {numRuns: Number(process.env['RANDOM_RUNS'] ?? 120)})(
	'every command leaves every counter and every page right',
	(random) => {
		const m = build(random);
		expect(checkInvariants(m)).toEqual([]);
		const oracle = new MemoryOracle(m);
		for (const command of random.commands) expect(problemsAfter(m, oracle, command)).toEqual([]);
	},
);

it('planted faults are found', () => {
	const m = createHost('mainline');
	start(m, 'p', [region('r', 1024, ['mergeable'], (page) => page % 7)]);
	const oracle = new MemoryOracle(m);
	expect([...checkInvariants(m), ...oracle.problems()]).toEqual([]);
	m.processes[0].rssAnonPages++;
	expect(checkInvariants(m)).toHaveLength(1);
	m.frames.content[m.slots.frame[m.processes[0].vmas[0].slot + 3]] = 99 as Content;
	expect(oracle.problems()).toEqual([expect.stringMatching(/^p reads 99 at \d+, wrote 3$/)]);
});
