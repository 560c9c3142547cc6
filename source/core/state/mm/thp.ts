// State of transparent huge pages beside the folios themselves (mm/huge_memory.c): the deferred split queue, khugepaged,
// and what maps the two zero pages.

import {createKhugepaged, type Khugepaged} from './khugepaged.js';

/** The deferred split queue, khugepaged, and what maps the two zero pages. */
export interface Thp {
	/** Heads of folios on the deferred split queue, oldest first (struct deferred_split). */
	readonly deferred: Set<number>;
	/** Work that the shrinker carries over (nr_deferred of do_shrink_slab). */
	shrinkerCarried: number;
	/** The thread's list, cursor and counters. */
	readonly khugepaged: Khugepaged;
	/** The huge zeropage has been allocated: it is at its first use. */
	hugeZeropageExists: boolean;
	/** Zeropage PTEs alive, by what put them there: KSM, a folio split, a read fault. */
	readonly zeropagePtes: {ksm: number; split: number; fault: number};
}

/** No folio queued, no zeropage mapped. */
export function createThp(): Thp {
	return {
		deferred: new Set(),
		shrinkerCarried: 0,
		khugepaged: createKhugepaged(),
		hugeZeropageExists: false,
		zeropagePtes: {ksm: 0, split: 0, fault: 0},
	};
}
