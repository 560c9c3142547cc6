// /sys/kernel/mm/ksm/advisor_max_pages_to_scan (advisor_max_pages_to_scan_store, mm/ksm.c): the scan-time advisor's ceiling.

import type {Knob} from './knob.js';
import {orInvalid, parseUlong} from './parse.js';

export const advisorMaxPagesToScan: Knob = {
	name: 'advisor_max_pages_to_scan',
	folder: 'ksm',
	default: 30000,
	range: 'a number of pages',
	about: 'The largest pages_to_scan that the scan-time advisor sets. Read at the end of a full scan.',
	source: 'advisor_max_pages_to_scan_store, scan_time_advisor (mm/ksm.c)',
	parse: (text) => orInvalid(parseUlong(text)),
};
