// /proc/vmstat ksm_swpin_copy (ksm_might_need_to_copy (mm/ksm.c)).

import type {Counter} from './counter.js';

export const ksmSwpinCopy: Counter = {
	name: 'ksm_swpin_copy',
	file: 'vmstat',
	unit: 'events',
	about: 'Pages read back from swap that had to be copied because they had been merged.',
	source: 'ksm_might_need_to_copy (mm/ksm.c)',
	read: (m) => m.vm.ksm_swpin_copy,
};
