// The knobs of /sys/kernel/mm/transparent_hugepage/khugepaged (mm/khugepaged.c).

import type {KnobRow} from './knob.js';
import {orInvalid, parseFlag, parseUint, parseUlong} from './parse.js';

/** The rows by the path below /sys/kernel/mm/transparent_hugepage. */
export const KHUGEPAGED_KNOBS = {
	'khugepaged/pages_to_scan': {
		default: 4096,
		range: '1..4294967295 PTEs',
		about:
			'How many page-table entries khugepaged visits in one wakeup; a range or VMA that it skips counts as one.',
		source: 'pages_to_scan_store, khugepaged_do_scan (mm/khugepaged.c)',
		parse: (text) => orInvalid(parseUint(text), 1),
	},
	'khugepaged/scan_sleep_millisecs': {
		default: 10000,
		range: '0..4294967295 ms',
		about: 'How long khugepaged sleeps between two wakeups. A write ends the sleep under way.',
		source: '__sleep_millisecs_store, khugepaged_wait_work (mm/khugepaged.c)',
		parse: (text) => orInvalid(parseUint(text)),
	},
	'khugepaged/alloc_sleep_millisecs': {
		default: 60000,
		range: '0..4294967295 ms',
		about: 'How long khugepaged waits after it could not allocate a THP. A write ends the sleep under way.',
		source: '__sleep_millisecs_store, khugepaged_wait_work (mm/khugepaged.c)',
		parse: (text) => orInvalid(parseUint(text)),
	},
	'khugepaged/max_ptes_none': {
		default: 511,
		range: '0..511 PTEs',
		about:
			'How many of the 512 PTEs of a range may be empty or map the zeropage for khugepaged to collapse it. The underused shrinker splits a THP with more zero pages than this, but never at 511.',
		source:
			'max_ptes_none_store, hpage_collapse_scan_pmd (mm/khugepaged.c), thp_underused (mm/huge_memory.c)',
		parse: (text) => orInvalid(parseUlong(text), 0, 511),
	},
	'khugepaged/max_ptes_swap': {
		default: 64,
		range: '0..511 PTEs',
		about: 'How many pages khugepaged reads back from swap to collapse a range.',
		source: 'max_ptes_swap_store, hpage_collapse_scan_pmd (mm/khugepaged.c)',
		parse: (text) => orInvalid(parseUlong(text), 0, 511),
	},
	'khugepaged/max_ptes_shared': {
		default: 256,
		range: '0..511 PTEs',
		about:
			'How many pages of a range may be mapped more than once for khugepaged to collapse it; KSM pages count among them.',
		source: 'max_ptes_shared_store, hpage_collapse_scan_pmd (mm/khugepaged.c)',
		parse: (text) => orInvalid(parseUlong(text), 0, 511),
	},
	'khugepaged/defrag': {
		default: 1,
		range: '0 or 1',
		about:
			'Whether khugepaged may reclaim to get a free 2 MiB block. Compaction is not modelled: a block is there as long as 512 pages are free.',
		source: 'defrag_store, alloc_hugepage_khugepaged_gfpmask (mm/khugepaged.c)',
		parse: parseFlag,
	},
} as const satisfies Record<string, KnobRow>;
