// /proc/vmstat thp_split_page_failed (__folio_split (mm/huge_memory.c)).

import type {Counter} from './counter.js';

export const thpSplitPageFailed: Counter = {
	name: 'thp_split_page_failed',
	file: 'vmstat',
	unit: 'events',
	about:
		'Splits of THPs that were refused, for extra references above all: a pin, or ksmd holding two pages of one THP.',
	source: '__folio_split (mm/huge_memory.c)',
	read: (m) => m.vm.thp_split_page_failed,
};
