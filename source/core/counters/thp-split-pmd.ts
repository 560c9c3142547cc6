// /proc/vmstat thp_split_pmd (__split_huge_pmd (mm/huge_memory.c)).

import type {Counter} from './counter.js';

export const thpSplitPmd: Counter = {
	name: 'thp_split_pmd',
	file: 'vmstat',
	unit: 'events',
	about:
		'PMD mappings of THPs that became 512 PTEs, in a split of the folio or alone (part of a THP unmapped).',
	source: '__split_huge_pmd (mm/huge_memory.c)',
	read: (m) => m.vm.thp_split_pmd,
};
