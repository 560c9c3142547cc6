// What ksmd's work costs in CPU time, from which the rates and ksmd's CPU share follow. The figures are medians measured
// on one real Linux 6.18 (x86-64, a virtual machine), ksmd's CPU time divided by the count; orders and ratios carry, the
// last digit does not. Compares that run far into equal pages and effects of caches are left out.

/** Nanoseconds of ksmd's CPU time per unit of work, before MachineConfig.costScale. */
export const COSTS = {
	/** First visit of a base page: rmap_item and checksum. */
	firstVisitBase: 1035,
	/** First visit of a page of zeros inside a THP. */
	firstVisitThpZero: 690,
	/** First visit of a page of other content inside a THP. */
	firstVisitThp: 775,
	/** A visit that finds the checksum changed and ends there. */
	changedVisit: 700,
	/** A page that smart scan passes over. */
	skipped: 336,
	/** A visit of a page that is merged already. */
	alreadyMerged: 335,
	/** The whole visit that ends in a merge with a KSM page of ordinary content. */
	mergeStable: 3290,
	/** The same, of zeros (use_zero_pages 0). */
	mergeStableZero: 2910,
	/** The same, where the KSM page hangs on a chain. */
	mergeStableChain: 3690,
	/**
	 * The visit that merges two pages into a new KSM page: two pages at 9,290 each, less the insert that the
	 * partner's visit was charged with.
	 */
	mergeTwo: 13_420,
	/** The visit that sends a base page to the zeropage, freeing included. */
	mergeZero: 2460,
	/** Splitting a THP, without looking at its contents. */
	split: 230_000,
	/** Per subpage that a split tests for zeros and that differs early. */
	zeroTest: 100,
	/** Per subpage that a split finds to be zeros and remaps. */
	zeroRemap: 680,
	/** A split that is refused for its references, before anything is unmapped. */
	splitRefused: 500,
	/** A visit whose search of the unstable tree ended at a stale item near the root. */
	staleVisit: 1360,
	/** From 6.18 on (range walk): walking over a zeropage PTE. Holes cost nothing that could be measured. */
	zeropagePteWalked: 34,
	/**
	 * Up to 6.17: an address of a mergeable VMA that holds a zeropage PTE, looked up by itself with folio_walk_start. This
	 * and holeLookedUp are taken from move_pages(2) without nodes, which does the same
	 * look-up, on a 6.18: 197 and 169 ns for each address, less the 47 ns that it takes for one in no VMA (medians of 2,000
	 * calls of 2,048 addresses, three times). Where there is not even a page table it is 47 ns, which is not modelled.
	 */
	zeropagePteLookedUp: 150,
	/** Up to 6.17: an address of a mergeable VMA that is empty or holds a swap entry, likewise. */
	holeLookedUp: 122,
	/** Dropping an rmap_item whose address had no candidate. */
	itemDropped: 190,
	/** A wakeup, beside its pages. */
	wakeup: 13_000,
	/** Copying a page: a write to a KSM page, an unshare. */
	copy: 1500,
} as const;

/** Nanoseconds of a whole visit in trees of 2^0, 2^1, ... items; measured at 2^10, 2^12, 2^14, 2^16, 2^18, straight lines between. */
const VISIT_NS = new Int32Array([
	1500, 1706, 1912, 2118, 2324, 2530, 2736, 2942, 3148, 3354, 3560, 4220, 4880, 5020, 5160, 6630, 8100, 8940,
	9780,
]);
/** Largest power of two that was measured; above it each doubling costs as much more as the last one did. */
const MEASURED = VISIT_NS.length - 1;
const NS_PER_DOUBLING = VISIT_NS[MEASURED] - VISIT_NS[MEASURED - 1];

/**
 * Nanoseconds of a visit of an unchanged page that finds no partner: checksum, search and insert in an unstable tree
 * of `items` (0..2^31-1) items. Called for every such page: integers only.
 */
export function searchCostNs(items: number): number {
	if (items === 0) return VISIT_NS[0];
	const doublings = 31 - Math.clz32(items);
	if (doublings >= MEASURED) return VISIT_NS[MEASURED] + NS_PER_DOUBLING * (doublings - MEASURED);
	const low = VISIT_NS[doublings];
	return low + (((VISIT_NS[doublings + 1] - low) * (items - (1 << doublings))) >> doublings);
}
