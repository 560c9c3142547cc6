// A counter is a read-only figure: of sysfs or vmstat, or of the model itself. One file beside this one per counter.

import type {Machine} from '../state/machine.js';

export interface Counter {
	readonly name: string;
	/** Where a real kernel shows it; 'model' for what no kernel shows. */
	readonly file: 'ksm' | 'vmstat' | 'model';
	readonly unit: 'pages' | 'items' | 'events' | 'bytes' | 'ns';
	/** What it counts, and when it moves. */
	readonly about: string;
	/** Kernel function or commit. */
	readonly source: string;
	read(machine: Machine): number;
}
