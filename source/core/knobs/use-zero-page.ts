// /sys/kernel/mm/transparent_hugepage/use_zero_page (use_zero_page_store, mm/huge_memory.c): the huge zero folio, which
// is not the zeropage of 4 KiB that KSM and folio splits use.

import type {Knob} from './knob.js';
import {parseFlag} from './parse.js';

export const useZeroPage: Knob = {
	name: 'use_zero_page',
	folder: 'transparent_hugepage',
	default: 1,
	range: '0 or 1',
	about:
		"1 lets a read fault in an empty range that may have a THP map the huge zero folio. Not to be mistaken for KSM's use_zero_pages.",
	source: 'use_zero_page_store, do_huge_pmd_anonymous_page (mm/huge_memory.c)',
	parse: parseFlag,
};
