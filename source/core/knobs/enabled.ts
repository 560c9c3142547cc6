// /sys/kernel/mm/transparent_hugepage/enabled (enabled_store, mm/huge_memory.c): which memory may get THPs.

import type {Knob} from './knob.js';
import {parseWord} from './parse.js';

export const enabled: Knob = {
	name: 'enabled',
	folder: 'transparent_hugepage',
	default: 'madvise',
	range: 'always, madvise or never',
	about:
		'Which memory gets THPs by faults and by khugepaged: all of it, only VMAs with MADV_HUGEPAGE, or none. It holds for later faults and collapses; THPs that are there stay.',
	source: 'enabled_store, thp_vma_allowable_orders (mm/huge_memory.c)',
	parse: (text) => parseWord(text, ['always', 'madvise', 'never']),
};
