// /sys/kernel/mm/transparent_hugepage/khugepaged/max_ptes_none (max_ptes_none_store, mm/khugepaged.c).

import type {Knob} from './knob.js';
import {orInvalid, parseUlong} from './parse.js';

export const khugepagedMaxPtesNone: Knob = {
	name: 'khugepaged/max_ptes_none',
	folder: 'transparent_hugepage',
	default: 511,
	range: '0..511',
	about:
		'How many of the 512 PTEs of a range may be empty or map the zeropage for khugepaged to collapse it. The underused shrinker splits a THP with more zero pages than this, but never at 511.',
	source: 'max_ptes_none_store, hpage_collapse_scan_pmd (mm/khugepaged.c), thp_underused (mm/huge_memory.c)',
	parse: (text) => orInvalid(parseUlong(text), 0, 511),
};
