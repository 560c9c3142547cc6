// Knobs of /sys/kernel/mm/ksm that no real kernel has: ideas of the thread, here only in the kernels that try them.

import type {KnobRow} from './knob.js';
import {orInvalid, parseBool} from './parse.js';

/** The rows by the name of the file in /sys/kernel/mm/ksm of a kernel that has it. */
export const PROPOSED_KNOBS = {
	skip_huge_page: {
		default: 1,
		range: 'boolean; only in kernels that skip huge pages',
		about:
			'1 makes subpages of large folios no candidates: ksmd passes them without budget, without rmap_items, and never splits a THP. 0 scans them as mainline does. Read at every page.',
		source: 'idea of xu.xin in the thread of series v1, 9 June 2026',
		parse: (text) => orInvalid(parseBool(text)),
		existsIn: (kernel) => kernel.skipsHuge !== 'never',
	},
} as const satisfies Record<string, KnobRow>;
