// /sys/kernel/mm/ksm/advisor_target_scan_time (advisor_target_scan_time_store, mm/ksm.c): how long a full scan should take.

import type {Knob} from './knob.js';
import {orInvalid, parseUlong} from './parse.js';

export const advisorTargetScanTime: Knob = {
	name: 'advisor_target_scan_time',
	folder: 'ksm',
	default: 200,
	range: '1 or more seconds',
	about:
		'The length of a full scan, in seconds, that the scan-time advisor steers to. Read at the end of a full scan.',
	source: 'advisor_target_scan_time_store, scan_time_advisor (mm/ksm.c)',
	parse: (text) => orInvalid(parseUlong(text), 1),
};
