// Goal: the core, which keeps the unstable tree only while its shape matters, is equal to a model that always keeps it.
// Method: random workloads on random kernels with random knobs, pages written, discarded and re-advised in the middle of
// full scans; after every wakeup and every change all counters must agree.

import {fc} from '@fast-check/vitest';
import {expect, it} from 'vitest';
import {compareRandom, randomRun} from './random.js';

const RUNS = Number(process.env.RANDOM_RUNS ?? 200);

it('equals the reference model on random workloads', () => {
	fc.assert(
		fc.property(randomRun, (run) => {
			expect(compareRandom(run)).toBeUndefined();
		}),
		{numRuns: RUNS},
	);
});
