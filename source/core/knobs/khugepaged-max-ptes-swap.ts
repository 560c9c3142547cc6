// /sys/kernel/mm/transparent_hugepage/khugepaged/max_ptes_swap (max_ptes_swap_store, mm/khugepaged.c).

import type {Knob} from './knob.js';
import {orInvalid, parseUlong} from './parse.js';

export const khugepagedMaxPtesSwap: Knob = {
	name: 'khugepaged/max_ptes_swap',
	folder: 'transparent_hugepage',
	default: 64,
	range: '0..511',
	about: 'How many pages khugepaged reads back from swap to collapse a range.',
	source: 'max_ptes_swap_store, hpage_collapse_scan_pmd (mm/khugepaged.c)',
	parse: (text) => orInvalid(parseUlong(text), 0, 511),
};
