// /sys/kernel/mm/transparent_hugepage/khugepaged/max_ptes_shared (max_ptes_shared_store, mm/khugepaged.c).

import type {Knob} from './knob.js';
import {orInvalid, parseUlong} from './parse.js';

export const khugepagedMaxPtesShared: Knob = {
	name: 'khugepaged/max_ptes_shared',
	folder: 'transparent_hugepage',
	default: 256,
	range: '0..511',
	about:
		'How many pages of a range may be mapped more than once for khugepaged to collapse it; KSM pages count among them.',
	source: 'max_ptes_shared_store, hpage_collapse_scan_pmd (mm/khugepaged.c)',
	parse: (text) => orInvalid(parseUlong(text), 0, 511),
};
