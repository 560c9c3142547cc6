// What khugepaged remembers (struct khugepaged_scan, mm/khugepaged.c).

import type {PageNumber} from '../base/brands.js';

export interface Khugepaged {
	/** Processes (ids) that have an mm_slot, in list order; and the same as a set. */
	readonly mms: number[];
	readonly registered: Set<number>;
	/** Index in mms of the process under the cursor, -1 between full scans; the next address to look at. */
	at: number;
	address: PageNumber;
	/** When it wakes; Infinity while it waits for work. */
	nextWakeNs: number;
	/** Of the wakeup under way, which a failed allocation may cut in two: progress so far (-1 between wakeups), and how much it may make. */
	progress: number;
	budget: number;
	/** How often the wakeup has come to the head of the list, and whether it has slept for want of memory. */
	headPasses: number;
	hasSlept: boolean;
	/** Counters of its sysfs folder. */
	fullScans: number;
	pagesCollapsed: number;
}

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
