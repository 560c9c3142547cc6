// /sys/kernel/mm/ksm/pages_to_scan (pages_to_scan_store, mm/ksm.c): ksmd's budget per wakeup.

import type {Knob} from './knob.js';
import {orInvalid, parseUint} from './parse.js';

export const pagesToScan: Knob = {
	name: 'pages_to_scan',
	folder: 'ksm',
	default: 100,
	range: '0..4294967295; not while advisor_mode is scan-time',
	about:
		'How many pages ksmd visits in one wakeup. Read once when a batch begins. Holes, swapped pages, zeropage PTEs and pages that smart scan skips cost none of it. A folio split frees up to 512 pages for one of these visits.',
	source: 'pages_to_scan_store, ksm_do_scan (mm/ksm.c)',
	parse: (text) => orInvalid(parseUint(text)),
	onWrite: (machine) => (machine.knobs.advisor_mode === 'none' ? undefined : 'EINVAL'),
};
