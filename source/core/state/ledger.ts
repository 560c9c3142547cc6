// Every page that is freed or allocated is counted here under exactly one cause. The kernel has no such ledger: of it the
// program shows that pages freed by a split's remap are in no counter of /sys/kernel/mm/ksm.

import {
	ALLOC_CAUSES,
	FREE_CAUSES,
	SPLITTERS,
	type AllocCause,
	type FreeCause,
	type Splitter,
} from '../catalogue/causes.js';

/** Sums since the start of the run, each page under exactly one cause. */
export interface Ledger {
	/** Pages freed, by cause. */
	readonly freedPages: Record<FreeCause, number>;
	/** Pages allocated, by cause; allocated - freed = in use. */
	readonly allocatedPages: Record<AllocCause, number>;
	/** Pages freed by split_remap, by who asked for the split; sums to freedPages.split_remap. */
	readonly splitRemapBy: Record<Splitter, number>;
	/** Pages that ksmd freed by merging or splitting since the wakeup began. */
	freedInWakeup: number;
	/** The most pages that ksmd freed in one wakeup. */
	maxFreedInOneWakeup: number;
	/** Wakeups in which ksmd freed more pages than pages_to_scan. */
	wakeupsOverBudget: number;
	/** The most pages that ksmd freed by visiting one page: 1 by merging, up to 512 by a split that remaps. */
	maxFreedInOneVisit: number;
	/** The longest wakeup of ksmd from its start to its end, simulated ns; its pages and their splits, without the sleep. */
	longestWakeupNs: number;
	/**
	 * Subpages whose contents folio splits tested for zeros (try_to_map_unused_to_zeropage), by who asked for the
	 * split: one test for each PTE.
	 */
	readonly zeroTests: Record<Splitter, number>;
	/** CPU time (ns) of folio splits with their tests and remaps, by who asked for the split; ksmd's is part of ksmd_cpu_ns. */
	readonly splitCpuNs: Record<Splitter, number>;
	/** For max_freed_in_one_second. */
	readonly burst: FreedBurst;
}

/** Milliseconds that a burst is measured over: one second. */
export const BURST_MS = 1000;

/** The most pages that ksmd freed in any second of simulated time, in steps of a millisecond. */
export interface FreedBurst {
	/** Pages freed in each of the last BURST_MS milliseconds, by the millisecond modulo BURST_MS. */
	readonly freedByMs: Uint32Array;
	/** The newest of these milliseconds, counted from the start of the run. */
	lastMs: number;
	/** Its index in freedByMs. */
	place: number;
	/** Pages freed in all of them: the sum of freedByMs. */
	pages: number;
	/** The largest value that `pages` has had. */
	maxPages: number;
}

function zeros<Name extends string>(names: readonly Name[]): Record<Name, number> {
	return Object.fromEntries(names.map((name) => [name, 0])) as Record<Name, number>;
}

/** The ledger of a machine at its start: all 0. */
export function createLedger(): Ledger {
	return {
		freedPages: zeros(FREE_CAUSES),
		allocatedPages: zeros(ALLOC_CAUSES),
		splitRemapBy: zeros(SPLITTERS),
		freedInWakeup: 0,
		maxFreedInOneWakeup: 0,
		wakeupsOverBudget: 0,
		maxFreedInOneVisit: 0,
		longestWakeupNs: 0,
		zeroTests: zeros(SPLITTERS),
		splitCpuNs: zeros(SPLITTERS),
		burst: {freedByMs: new Uint32Array(BURST_MS), lastMs: 0, place: 0, pages: 0, maxPages: 0},
	};
}
