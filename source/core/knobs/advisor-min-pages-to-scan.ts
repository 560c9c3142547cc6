// /sys/kernel/mm/ksm/advisor_min_pages_to_scan (advisor_min_pages_to_scan_store, mm/ksm.c): where the scan-time advisor starts.

import type {Knob} from './knob.js';
import {orInvalid, parseUlong} from './parse.js';

export const advisorMinPagesToScan: Knob = {
	name: 'advisor_min_pages_to_scan',
	folder: 'ksm',
	default: 500,
	range: 'a number of pages',
	about:
		'pages_to_scan right after advisor_mode becomes scan-time. Despite its name it is no floor: later values may lie below it.',
	source: 'advisor_min_pages_to_scan_store, scan_time_advisor (mm/ksm.c)',
	parse: (text) => orInvalid(parseUlong(text)),
};
