// What is said of every counter. Apart from counter.ts, so that what the state of a machine is made of needs no machine.

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
	readonly unit: Unit;
	/** What it counts, and when it moves. */
	readonly about: string;
	/** Kernel function. */
	readonly source: string;
	/** It follows from the cost table alone: runs that differ in nothing else count as equal. */
	readonly dependsOnCosts?: true;
}
