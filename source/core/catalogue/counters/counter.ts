// A counter is a read-only figure: of sysfs, of vmstat, or of the model itself; one row of a table beside this file.

import type {CounterText} from './counter-text.js';
import type {Machine} from '../../state/machine.js';

/** One row; its key in the table is the sysfs or vmstat name. */
export interface CounterRow extends CounterText {
	/** counter: only rises, but for the reset that `about` names; gauge: what there is now. */
	readonly type: 'counter' | 'gauge';
	/** Its value now, in `unit`. */
	readonly read: (m: Machine) => number;
}

/** A row with its name and its place. */
export interface Counter extends CounterRow {
	/** As the file or the report has it. */
	readonly name: string;
	/** Where a real kernel shows it; 'model' for what no kernel shows. */
	readonly file: 'ksm' | 'vmstat' | 'model';
}
