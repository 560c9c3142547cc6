// Goal: the workloads of `real --identify` distinguish every kernel of every version from every other, but for those that
// nothing small can distinguish, and the fewest of them name the kernel that made recordings. Method: run them in the
// model, let each kernel's own rows be the recording, and ask.

import {expect, it} from 'vitest';
import {identifiedLine, identifyKernel} from '../../source/recording/identify/identify.js';
import {
	CANDIDATES,
	separateAll,
	smallestSeparatingSet,
	type SeparatedWorkload,
} from '../../source/recording/identify/separate.js';
import {MOST_ATTEMPTS, settle} from '../../source/recording/identify/steady.js';
import type {ObservedRow, Recording} from '../../source/recording/recording.js';
import {reproducer} from '../../source/reproducer/reproducer.js';

function separated(): SeparatedWorkload[] {
	const steps = separateAll();
	for (;;) {
		const step = steps.next();
		if (step.done) return step.value;
	}
}
const all = separated();
const chosen = smallestSeparatingSet(all);

const recordingOf = (rows: readonly ObservedRow[]): Recording => ({
	header: {
		preset: '',
		presetKey: '',
		mode: 'exact',
		release: '6.18',
		architecture: '',
		knobs: new Map(),
		sleepMs: null,
	},
	rows,
	refusals: [],
	totals: null,
	endedBy: 'until',
});

it('chooses fewer workloads than there are, and can run each of them', () => {
	expect(chosen.length).toBeLessThan(all.length);
	for (const {scenario} of all)
		expect('text' in reproducer(scenario, {version: '0', kernelId: 'mainline'})).toBe(true);
});

it('names every kernel and version by its own recordings', () => {
	for (const [i, {kernel, version}] of CANDIDATES.entries()) {
		const found = identifyKernel(
			chosen,
			chosen.map(({rows}) => recordingOf(rows[i])),
		);
		const names = found.fits.map((fit) => `${fit.version}: ${fit.kernels.map(({id}) => id).join(' ')}`);
		// Only memory pressure distinguishes these two, which no program can bring about exactly.
		const same = ['skip-huge', 'pressure'].includes(kernel.id) ? 'skip-huge pressure' : kernel.id;
		expect(names).toEqual([`${version}: ${same}`]);
	}
});

it('says so when a recording is of no kernel that is known', () => {
	const strange = chosen.map(({rows}, i) => {
		const changed = rows[0].map((row) => ({
			...row,
			figures: new Map(row.figures).set('pages_volatile', 999),
		}));
		return recordingOf(i === 1 ? changed : rows[0]);
	});
	expect(identifiedLine(identifyKernel(chosen, strange))).toBe(
		`this kernel behaves as none: it differs from all in ${chosen[1].name}`,
	);
});

it('believes what fits a kernel, and what came out the same twice, and nothing else', () => {
	const [workload] = chosen;
	const good = recordingOf(workload.rows[0]);
	const strange = (value: number): Recording =>
		recordingOf(
			workload.rows[0].map((row) => ({
				...row,
				figures: new Map(row.figures).set('pages_volatile', value),
			})),
		);
	expect(settle(workload, [good])).toEqual({recording: good, attempts: 1, isSteady: true});
	expect(settle(workload, [strange(901)])).toBeNull();
	expect(settle(workload, [strange(901), good])).toMatchObject({attempts: 2, isSteady: true});
	expect(settle(workload, [strange(901), strange(902)])).toBeNull();
	expect(settle(workload, [strange(901), strange(902), strange(901)])).toMatchObject({isSteady: true});
	const never = Array.from({length: MOST_ATTEMPTS}, (_, i) => strange(901 + i));
	expect(settle(workload, never)).toMatchObject({attempts: MOST_ATTEMPTS, isSteady: false});
});
