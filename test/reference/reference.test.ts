// Goal: the reference model, against which the core is compared on random workloads, is itself right. Method: it too
// replays recorded runs of real kernels and must agree with every counter and wakeup. Half of the runs are left to the
// core's own test, for time.

import {describe, expect, it} from 'vitest';
import {findKernel} from '../../source/core/kernels/index.js';
import {readVariants, type VariantRun} from '../conformance/fixtures.js';
import {countersOf} from './counters.js';
import {WORKLOADS} from '../conformance/workloads.js';
import {createReference, startProcess} from './workload.js';

const {columns, runs} = readVariants();
const chosen = runs.filter((run) => run.knobs.pages_to_scan === 1000 && run.knobs.shrink_underused === 1);

function compare(run: VariantRun): string[] {
	const ksmd = createReference(findKernel(run.kernel)!, run.knobs);
	const {thp, content} = WORKLOADS[run.workload];
	startProcess(ksmd, [
		{
			pages: run.mib * 256,
			thp,
			mergeable: true,
			content: (page) => content(page, Math.floor(page / 512), page % 512),
		},
	]);
	for (const [index, recorded] of run.passes.entries()) {
		while (ksmd.fullScans <= index) ksmd.wakeup();
		const counters = countersOf(ksmd);
		const wrong = columns.filter((column, at) => counters[column] !== recorded[at]);
		if (wrong.length > 0)
			return wrong.map((column) => `full scan ${index + 1}: ${column} ${counters[column]}`);
	}
	return [];
}

describe.each(['before', 'mainline', 'v1-mergeable', 'check-zeropage', 'erase-stale', 'skip-huge'])(
	'%s',
	(kernel) => {
		const ofKernel = chosen.filter((run) => run.kernel === kernel);
		it.each(ofKernel.map((run) => [run.test, run] as const))('%s', (_test, run) => {
			expect(compare(run)).toEqual([]);
		});
	},
);
