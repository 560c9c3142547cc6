// State of khugepaged (struct khugepaged_scan, mm/khugepaged.c), with the variables of khugepaged_do_scan that must
// survive its sleep after a failed allocation.

import type {PageNumber} from '../../base/brands.js';

/** khugepaged's list of mms, its cursor, its progress in the current wakeup, and its two sysfs counters. */
export interface Khugepaged {
	/** Processes (ids) that have an mm_slot, in list order. */
	readonly mms: number[];
	/** The same as a set. */
	readonly registered: Set<number>;
	/** Index in mms of the process under the cursor; -1 between full scans. */
	at: number;
	/** The next address to scan. */
	address: PageNumber;
	/** When it wakes; Infinity while it waits for work. */
	nextWakeNs: number;
	/**
	 * Progress of the current wakeup (progress of khugepaged_do_scan), kept over the sleep after a failed
	 * allocation; -1 between wakeups.
	 */
	progress: number;
	/** Progress after which the wakeup ends: pages_to_scan as read when it began. */
	budget: number;
	/** How often the wakeup has come to the head of the list (pass_through_head of khugepaged_do_scan). */
	headPasses: number;
	/** Whether the wakeup has slept once because no THP could be allocated (khugepaged_alloc_sleep). */
	hasSlept: boolean;
	/** full_scans of its sysfs folder. */
	fullScans: number;
	/** pages_collapsed of its sysfs folder. */
	pagesCollapsed: number;
}

/** khugepaged with an empty list, which waits for work. */
export function createKhugepaged(): Khugepaged {
	return {
		mms: [],
		registered: new Set(),
		at: -1,
		address: 0 as PageNumber,
		nextWakeNs: Infinity,
		progress: -1,
		budget: 0,
		headPasses: 0,
		hasSlept: false,
		fullScans: 0,
		pagesCollapsed: 0,
	};
}
