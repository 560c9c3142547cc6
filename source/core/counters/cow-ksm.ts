// /proc/vmstat cow_ksm (do_wp_page (mm/memory.c)).

import type {Counter} from './counter.js';

export const cowKsm: Counter = {
	name: 'cow_ksm',
	file: 'vmstat',
	unit: 'events',
	about:
		'Copies of KSM pages because they were written to or unshared. Copies of the zeropage are not in it.',
	source: 'do_wp_page (mm/memory.c)',
	read: (m) => m.vm.cow_ksm,
};
