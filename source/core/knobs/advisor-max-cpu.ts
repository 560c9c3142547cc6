// /sys/kernel/mm/ksm/advisor_max_cpu (advisor_max_cpu_store, mm/ksm.c): the scan-time advisor's limit on ksmd's CPU.

import type {Knob} from './knob.js';
import {orInvalid, parseUlong} from './parse.js';

export const advisorMaxCpu: Knob = {
	name: 'advisor_max_cpu',
	folder: 'ksm',
	default: 70,
	range: 'a number of per cent, no upper bound',
	about:
		'The most CPU that the scan-time advisor lets ksmd use, in per cent, estimated from the last full scan. Read at the end of a full scan.',
	source: 'advisor_max_cpu_store, scan_time_advisor (mm/ksm.c)',
	parse: (text) => orInvalid(parseUlong(text)),
};
