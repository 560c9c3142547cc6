// Replays one recorded run of a kernel of the thread and says where the model differs from it.

import {readCounters, readModel, type Machine} from '../../source/core/index.js';
import type {VariantRun} from './fixtures.js';
import {createHost, region, set, start, wakeup, WakeupLog} from './lab.js';

/** Contents of the recorded workloads: page i of the region, t the THP it lies in, j its place there. */
export const WORKLOADS: Readonly<
	Record<string, {thp: boolean; content: (i: number, t: number, j: number) => number}>
> = {
	a: {thp: true, content: () => 0},
	b: {thp: false, content: () => 0},
	c: {thp: true, content: (_i, _t, j) => (j < 256 ? 0 : 1000 + j)},
	d: {thp: true, content: (_i, t, j) => (j === 0 ? 1_000_000 + t : 0)},
	e: {thp: true, content: () => 77},
	f: {thp: true, content: (i) => 5_000_000 + i},
};

/** The model's figures under the names of the recording. */
export function readRow(m: Machine): Record<string, number> {
	const counters = readCounters(m);
	const model = readModel(m);
	const {freedPages, maxFreedInOneWakeup, wakeupsOverBudget} = m.ledger;
	return {
		...counters,
		ksm_rmap_items: model.ksm_rmap_items,
		anon_thps: counters.nr_anon_transparent_hugepages,
		wakeups: m.ksm.thread.wakeups,
		freed_ksm_merge: freedPages.ksm_merge,
		freed_ksm_zero_page: freedPages.ksm_zero_page,
		freed_split_remap: freedPages.split_remap,
		wakeups_over_budget: wakeupsOverBudget,
		max_freed_in_one_wakeup: maxFreedInOneWakeup,
		unstable_search_ended_at_stale_node: model.unstable_search_ended_at_stale_node,
		unstable_inserts: model.unstable_inserts,
	};
}

export function createVariantHost(run: VariantRun): Machine {
	const m = createHost(run.kernel);
	const {thp, content} = WORKLOADS[run.workload];
	set(m, run.knobs);
	const advice = thp ? (['hugepage', 'mergeable'] as const) : (['nohugepage', 'mergeable'] as const);
	start(m, 'guest', [
		region('ram', run.mib * 256, [...advice], (page) => content(page, Math.floor(page / 512), page % 512)),
	]);
	set(m, {run: 1});
	return m;
}

/** Differences between the model and the recording, the first few of them, as lines of text. */
export function compareVariant(run: VariantRun, columns: readonly string[]): string[] {
	const m = createVariantHost(run);
	const log = new WakeupLog();
	const differences: string[] = [];
	for (const [index, recorded] of run.passes.entries()) {
		while (m.ksm.passes <= index) {
			if (!wakeup(m)) return [`full scan ${index + 1}: ksmd is stuck`];
			log.note(m);
		}
		const row = readRow(m);
		for (const [at, column] of columns.entries()) {
			if (row[column] !== recorded[at]) {
				differences.push(`full scan ${index + 1}: ${column} is ${row[column]}, recorded ${recorded[at]}`);
			}
		}
		if (differences.length > 8) return differences;
	}
	const wakeups = log.toString();
	if (wakeups !== run.wakeups) differences.push(`wakeups ${wakeups}, recorded ${run.wakeups}`);
	return differences;
}
