// /sys/kernel/mm/ksm/run (run_store, mm/ksm.c): stops, starts or undoes merging.

import {setRun} from '../ksm/run-control.js';
import type {Knob} from './knob.js';
import {orInvalid, parseUint} from './parse.js';

export const run: Knob = {
	name: 'run',
	folder: 'ksm',
	default: 0,
	range: '0, 1 or 2',
	about:
		'0 stops ksmd and keeps what is merged; 1 runs it; 2 stops it, unmerges everything at once and restarts full_scans from 0. Writing the value that stands does nothing. If memory runs out while unmerging, the write fails and run becomes 0.',
	source: 'run_store, unmerge_and_remove_all_rmap_items (mm/ksm.c)',
	parse: (text) => orInvalid(parseUint(text), 0, 2),
	onWrite: (machine, value) => setRun(machine, value as number),
};
