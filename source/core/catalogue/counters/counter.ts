// A counter is a read-only figure: of sysfs, of vmstat, or of the model itself; one row of a table beside this file.

import type {Machine} from '../../state/machine.js';

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
	| 'searches'
	| 'VMAs'
	| 'bytes'
	| 'ns';

/** What every row says; its key in the table is the name. */
export interface CounterText {
	readonly unit: Unit;
	/** What it counts, and when it moves. */
	readonly about: string;
	/** Kernel function. */
	readonly source: string;
}

export interface CounterRow extends CounterText {
	/** counter: only rises, but for the reset that `about` names; gauge: what there is now. */
	readonly type: 'counter' | 'gauge';
	readonly read: (m: Machine) => number;
}

export interface Counter extends CounterRow {
	readonly name: string;
	/** Where a real kernel shows it; 'model' for what no kernel shows. */
	readonly file: 'ksm' | 'vmstat' | 'model';
}
