// /proc/vmstat thp_fault_alloc (do_huge_pmd_anonymous_page (mm/huge_memory.c)).

import type {Counter} from './counter.js';

export const thpFaultAlloc: Counter = {
	name: 'thp_fault_alloc',
	file: 'vmstat',
	unit: 'events',
	about: 'THPs that page faults allocated, those of the filling of a workload included.',
	source: 'do_huge_pmd_anonymous_page (mm/huge_memory.c)',
	read: (m) => m.vm.thp_fault_alloc,
};
