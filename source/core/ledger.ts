// Every page that is freed or allocated is booked here under exactly one cause. The kernel has no such ledger:
// that pages freed by a split's remap are in no counter of /sys/kernel/mm/ksm is the point of the whole program.

export const FREE_CAUSES = [
	'ksm_merge',
	'ksm_zero_page',
	'split_remap',
	'discard',
	'exit',
	'cow',
	'collapse',
	'migrate',
	'swap_out',
] as const;
export type FreeCause = (typeof FREE_CAUSES)[number];

export const ALLOC_CAUSES = ['fill', 'fault', 'cow', 'swap_in', 'collapse', 'migrate'] as const;
export type AllocCause = (typeof ALLOC_CAUSES)[number];

/** Who asked for a folio split. */
export const SPLITTERS = ['ksmd', 'shrinker', 'reclaim', 'migration', 'madvise', 'debugfs'] as const;
export type Splitter = (typeof SPLITTERS)[number];

export interface Ledger {
	/** Pages freed, by cause. */
	readonly freedPages: Record<FreeCause, number>;
	/** Pages allocated, by cause; allocated - freed = in use. */
	readonly allocatedPages: Record<AllocCause, number>;
	/** Pages freed by split_remap, by who asked for the split; sums to freedPages.split_remap. */
	readonly splitRemapBy: Record<Splitter, number>;
	/** Pages that ksmd freed by merging or splitting since the batch began. */
	freedInBatch: number;
	/** The most pages that ksmd freed in one batch. */
	maxFreedInOneWakeup: number;
	/** Batches in which ksmd freed more pages than pages_to_scan. */
	wakeupsOverBudget: number;
}

function zeros<Name extends string>(names: readonly Name[]): Record<Name, number> {
	return Object.fromEntries(names.map((name) => [name, 0])) as Record<Name, number>;
}

export function createLedger(): Ledger {
	return {
		freedPages: zeros(FREE_CAUSES),
		allocatedPages: zeros(ALLOC_CAUSES),
		splitRemapBy: zeros(SPLITTERS),
		freedInBatch: 0,
		maxFreedInOneWakeup: 0,
		wakeupsOverBudget: 0,
	};
}
