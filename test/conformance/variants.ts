// Replays one recorded run of a kernel of the thread and says where the model differs from it.

import {type Machine} from '../../source/core/index.js';
import {readCounters, readModel} from '../../source/core/catalogue/counters/index.js';
import type {VariantRun} from './fixtures.js';
import {createHost, region, set, start, wakeup, WakeupLog} from '../support/host.js';
import {WORKLOADS} from './workloads.js';

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
		while (m.ksm.fullScansEver <= index) {
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
