// Goal: `mainline` behaves as a stock Linux 6.18 does on whatever is done to it: random workloads with writes in the
// middle of full scans, forks, exits, moves, partial unmaps, unmerging, knobs turned, mlock, merge-any processes, the
// underused shrinker, MADV_COLLAPSE, FREE, COLD and PAGEOUT, the huge zeropage, and swap. Method: replay each recorded
// run, and compare every counter, and every process, after each command, exactly. A page of content c began with the
// 8 bytes that the model takes c to have, so contents order alike.

import {expect, it} from 'vitest';
import {readRealRandom} from './fixtures.js';
import {compareRandom} from './real-random.js';

const runs = readRealRandom();

it('has all the recorded runs', () => {
	expect(runs.length).toBe(69);
});

it.each(runs.map((run) => [run.name, run] as const))('%s', (_name, run) => {
	expect(compareRandom(run)).toEqual([]);
});
