// Goal: `mainline` behaves as a stock Linux 6.18 does. Method: replay each recorded run, and compare every counter of
// every row. Contents of the recorded pages order otherwise than the model's: where unique pages lie beside stale items
// of the unstable tree, the figures that depend on that order may differ by the stated tolerance; all else is exact.

import {expect, it} from 'vitest';
import {readHost} from './fixtures.js';
import {compareHost} from './host.js';

const runs = readHost();

it('has all the recorded runs', () => {
	expect(runs.length).toBe(130);
});

it.each(runs.map((run) => [run.test, run] as const))('%s', (_name, run) => {
	expect(compareHost(run).slice(0, 8)).toEqual([]);
});
