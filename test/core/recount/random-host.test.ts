// Goal: whatever people and programs do to a machine, on every kernel, its counters agree with a recount from the page
// tables, every page is accounted for, and each process reads what it last wrote. Method: random workloads of small hosts
// with tiny limits, checked after each action and after the time that passes between two; and a planted fault, which
// the recount must find.

import {test} from '@fast-check/vitest';
import {expect, it} from 'vitest';
import {checkInvariants, fingerprint} from '../../../source/core/index.js';
import {restore, snapshot} from '../../../source/core/snapshot.js';
import {createRandomHost, hostWorkload, runWorkload} from '../../support/random-host.js';

test.prop([hostWorkload], {numRuns: Number(process.env['KSMTOP_WORKLOADS'] ?? 300)})(
	'every workload leaves every counter right',
	(subject) => {
		expect(runWorkload(subject)).toEqual([]);
	},
);

it('a planted fault is found', () => {
	const m = createRandomHost({kernel: 1, config: {}, knobs: {}, thps: true, steps: []});
	expect(checkInvariants(m)).toEqual([]);
	m.processes[0].rssAnonPages++;
	expect(checkInvariants(m)).toHaveLength(1);
});

test.prop([hostWorkload], {numRuns: 30})(
	'a workload goes on from a snapshot as if nothing had happened',
	(subject) => {
		const prints: string[] = [];
		runWorkload(subject, (m) => prints.push(fingerprint(restore(snapshot(m)))));
		const again: string[] = [];
		runWorkload(subject, (m) => again.push(fingerprint(m)));
		expect(prints).toEqual(again);
	},
);
