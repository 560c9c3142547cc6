// /proc/vmstat thp_deferred_split_page (deferred_split_folio (mm/huge_memory.c)).

import type {Counter} from './counter.js';

export const thpDeferredSplitPage: Counter = {
	name: 'thp_deferred_split_page',
	file: 'vmstat',
	unit: 'events',
	about:
		'THPs that became partially mapped and were queued for the shrinker. Underused THPs that are queued are not counted.',
	source: 'deferred_split_folio (mm/huge_memory.c)',
	read: (m) => m.vm.thp_deferred_split_page,
};
