// The reference model's counters.

import type {Ksmd} from './ksmd.js';

/** The counters, under the names of the recordings. */
export function countersOf(ksmd: Ksmd): Record<string, number> {
	const {memory, stable} = ksmd;
	return {
		full_scans: ksmd.fullScans,
		pages_shared: stable.shared,
		pages_sharing: stable.sharing,
		pages_unshared: ksmd.unshared,
		pages_volatile: Math.max(0, ksmd.items - stable.shared - stable.sharing - ksmd.unshared),
		ksm_zero_pages: memory.zeroPages,
		ksm_rmap_items: ksmd.items,
		pages_skipped: ksmd.skipped,
		pages_scanned: ksmd.scanned,
		stable_node_chains: stable.chains,
		stable_node_dups: stable.dups,
		...memory.vm,
		anon_thps: memory.thps,
		wakeups: ksmd.wakeups,
		freed_ksm_merge: memory.freed.ksm_merge,
		freed_ksm_zero_page: memory.freed.ksm_zero_page,
		freed_split_remap: memory.freed.split_remap,
		wakeups_over_budget: ksmd.overBudget,
		max_freed_in_one_wakeup: ksmd.maxFreed,
		unstable_search_ended_at_stale_node: ksmd.endedAtStale,
		unstable_inserts: ksmd.inserts,
	};
}
