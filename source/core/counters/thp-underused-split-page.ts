// /proc/vmstat thp_underused_split_page (deferred_split_scan (mm/huge_memory.c)).

import type {Counter} from './counter.js';

export const thpUnderusedSplitPage: Counter = {
	name: 'thp_underused_split_page',
	file: 'vmstat',
	unit: 'events',
	about: 'THPs that the shrinker split because too many of their pages are zeros.',
	source: 'deferred_split_scan (mm/huge_memory.c)',
	read: (m) => m.vm.thp_underused_split_page,
};
