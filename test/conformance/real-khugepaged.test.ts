// Goal: khugepaged in `mainline` does what it does on a stock Linux 6.18, beside ksmd and whatever else is done to the
// memory: who is on its list, which ranges it collapses and which not. Method: replay each recorded run, in which
// khugepaged went pass by pass, and compare every counter, and every process, after each command, exactly.

import {expect, it} from 'vitest';
import {readRealKhugepaged} from './fixtures.js';
import {compareRandom} from './real-random.js';

const runs = readRealKhugepaged();

it('has all the recorded runs', () => {
	expect(runs.length).toBe(70);
});

it.each(runs.map((run) => [run.name, run] as const))('%s', (_name, run) => {
	expect(compareRandom(run)).toEqual([]);
});
