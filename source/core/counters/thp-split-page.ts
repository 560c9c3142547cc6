// /proc/vmstat thp_split_page (__folio_split (mm/huge_memory.c)).

import type {Counter} from './counter.js';

export const thpSplitPage: Counter = {
	name: 'thp_split_page',
	file: 'vmstat',
	unit: 'events',
	about: 'THPs split into base pages, whoever asked for it.',
	source: '__folio_split (mm/huge_memory.c)',
	read: (m) => m.vm.thp_split_page,
};
