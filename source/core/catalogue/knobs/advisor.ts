// The knobs of the scan-time advisor (mm/ksm.c, scan_time_advisor), which sets pages_to_scan itself.

import type {KnobRow} from './knob.js';
import {orInvalid, parseUlong, parseUlongAsUint, parseWord} from './parse.js';

/** The rows by the name of the file in /sys/kernel/mm/ksm. */
export const ADVISOR_KNOBS = {
	advisor_mode: {
		default: 'none',
		range: 'none or scan-time',
		about:
			'scan-time lets the kernel set pages_to_scan after every full scan so that one takes advisor_target_scan_time; a change to it sets pages_to_scan to advisor_min_pages_to_scan, a change to none back to 100.',
		source: 'advisor_mode_store, scan_time_advisor (mm/ksm.c)',
		parse: (text) => parseWord(text, ['none', 'scan-time']),
	},
	advisor_max_cpu: {
		default: 70,
		range: '0..4294967295 %; the kernel checks no upper bound, and of larger numbers takes the lower 32 bits',
		about:
			'The most CPU that the scan-time advisor lets ksmd use, in per cent, estimated from the last full scan. Read at the end of a full scan.',
		source: 'advisor_max_cpu_store, scan_time_advisor (mm/ksm.c)',
		parse: (text) => orInvalid(parseUlongAsUint(text)),
	},
	advisor_min_pages_to_scan: {
		default: 500,
		range: '0..18446744073709551615 pages',
		about:
			'pages_to_scan right after advisor_mode becomes scan-time. Despite its name it is no floor: later values may lie below it.',
		source: 'advisor_min_pages_to_scan_store, scan_time_advisor (mm/ksm.c)',
		parse: (text) => orInvalid(parseUlong(text)),
	},
	advisor_max_pages_to_scan: {
		default: 30000,
		range: '0..18446744073709551615 pages',
		about: 'The largest pages_to_scan that the scan-time advisor sets. Read at the end of a full scan.',
		source: 'advisor_max_pages_to_scan_store, scan_time_advisor (mm/ksm.c)',
		parse: (text) => orInvalid(parseUlong(text)),
	},
	advisor_target_scan_time: {
		default: 200,
		range: '1..18446744073709551615 s',
		about:
			'The length of a full scan, in seconds, that the scan-time advisor steers to. Read at the end of a full scan.',
		source: 'advisor_target_scan_time_store, scan_time_advisor (mm/ksm.c)',
		parse: (text) => orInvalid(parseUlong(text), 1),
	},
} as const satisfies Record<string, KnobRow>;
