// Goal: every kernel of the thread behaves as its real build did, to the last counter. Method: replay each recorded run
// of Linux 6.12 with the same workload and knobs, and compare every counter at the end of every full scan and the list
// of all wakeups; nothing may differ.

import {describe, expect, it} from 'vitest';
import {readVariants} from './fixtures.js';
import {compareVariant} from './variants.js';

const {columns, runs} = readVariants();

it('has all the recorded runs', () => {
	expect(runs.length).toBe(660);
});

describe.each([...new Set(runs.map((run) => run.kernel))])('%s', (kernel) => {
	const ofKernel = runs.filter((run) => run.kernel === kernel);
	it.each(ofKernel.map((run) => [run.test, run] as const))('behaves as recorded in %s', (_name, run) => {
		expect(compareVariant(run, columns)).toEqual([]);
	});
});
