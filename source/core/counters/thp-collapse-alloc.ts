// /proc/vmstat thp_collapse_alloc (alloc_charge_folio (mm/khugepaged.c)).

import type {Counter} from './counter.js';

export const thpCollapseAlloc: Counter = {
	name: 'thp_collapse_alloc',
	file: 'vmstat',
	unit: 'events',
	about: 'THPs that khugepaged or MADV_COLLAPSE allocated to collapse base pages into.',
	source: 'alloc_charge_folio (mm/khugepaged.c)',
	read: (m) => m.vm.thp_collapse_alloc,
};
