// The knobs of /sys/kernel/mm/transparent_hugepage itself (mm/huge_memory.c).

import type {KnobRow} from './knob.js';
import {parseBool, parseFlag, parseWord} from './parse.js';

/** The rows by the name of the file in /sys/kernel/mm/transparent_hugepage. */
export const THP_KNOBS = {
	enabled: {
		default: 'madvise',
		range: 'always, madvise or never',
		about:
			'Which memory gets THPs by faults and by khugepaged: all of it, only VMAs with MADV_HUGEPAGE, or none. It holds for later faults and collapses; THPs that are there stay. The kernel takes the default from its configuration; here it is machine.thp of the preset.',
		source: 'enabled_store, thp_vma_allowable_orders (mm/huge_memory.c)',
		parse: (text) => parseWord(text, ['always', 'madvise', 'never']),
	},
	shrink_underused: {
		default: 1,
		range: 'boolean; from 6.12 on',
		about:
			'1 queues every new THP, so that reclaim may split it if more than khugepaged/max_ptes_none of its pages are zeros. Read when the THP is faulted in or collapsed; THPs that are queued stay queued. In series v1 (patch 3) it also decides whether a split may remap zero pages.',
		source: 'split_underused_thp_store, deferred_split_folio (mm/huge_memory.c)',
		parse: parseBool,
		existsIn: (kernel) => kernel.shrinksUnderused,
	},
	// The huge zero folio is not the zeropage of 4 KiB that KSM and folio splits use.
	use_zero_page: {
		default: 1,
		range: '0 or 1',
		about:
			"1 lets a read fault in an empty range that may have a THP map the huge zero folio. Not to be mistaken for KSM's use_zero_pages.",
		source: 'use_zero_page_store, do_huge_pmd_anonymous_page (mm/huge_memory.c)',
		parse: parseFlag,
	},
} as const satisfies Record<string, KnobRow>;
