// /sys/kernel/mm/transparent_hugepage/khugepaged/pages_to_scan (pages_to_scan_store, mm/khugepaged.c).

import type {Knob} from './knob.js';
import {orInvalid, parseUint} from './parse.js';

export const khugepagedPagesToScan: Knob = {
	name: 'khugepaged/pages_to_scan',
	folder: 'transparent_hugepage',
	default: 4096,
	range: '1..4294967295',
	about:
		'How many page-table entries khugepaged looks at in one wakeup; skipped ranges and VMAs count as one.',
	source: 'pages_to_scan_store, khugepaged_do_scan (mm/khugepaged.c)',
	parse: (text) => orInvalid(parseUint(text), 1),
};
