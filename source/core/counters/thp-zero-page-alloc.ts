// /proc/vmstat thp_zero_page_alloc (get_huge_zero_folio (mm/huge_memory.c)).

import type {Counter} from './counter.js';

export const thpZeroPageAlloc: Counter = {
	name: 'thp_zero_page_alloc',
	file: 'vmstat',
	unit: 'events',
	about: 'How often the huge zero folio was allocated.',
	source: 'get_huge_zero_folio (mm/huge_memory.c)',
	read: (m) => m.vm.thp_zero_page_alloc,
};
