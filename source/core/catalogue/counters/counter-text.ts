// What is said of every counter. It lies apart from counter.ts because Machine itself is made with the names of some
// counters, and a circle of imports would come of it.

/** What one of a counter is. */
export type Unit =
	| 'full scans'
	| 'pages'
	| 'PTEs'
	| 'rmap_items'
	| 'stable nodes'
	| 'THPs'
	| 'PMDs'
	| 'ranges'
	| 'wakeups'
	| 'searches'
	| 'VMAs'
	| 'bytes'
	| 'ns'
	| 'yes or no';

/** What every row says; its key in the table is the name. */
export interface CounterText {
	/** The unit of its value. */
	readonly unit: Unit;
	/** What it counts, and when it moves. */
	readonly about: string;
	/** Kernel function and file where the value is made or shown. */
	readonly source: string;
	/** It follows from the cost table alone: runs that differ in nothing else count as equal. */
	readonly dependsOnCosts?: true;
}
