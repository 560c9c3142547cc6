// /sys/kernel/mm/ksm/ksm_zero_pages (ksm_zero_pages_show, replace_page (mm/ksm.c)).

import type {Counter} from './counter.js';

export const ksmZeroPages: Counter = {
	name: 'ksm_zero_pages',
	file: 'ksm',
	unit: 'pages',
	about:
		'PTEs that KSM pointed at the shared zeropage (use_zero_pages=1), alive now. Those of a folio split are not in it. Falls at once when such a PTE goes.',
	source: 'ksm_zero_pages_show, replace_page (mm/ksm.c)',
	read: (m) => m.ksm.zeroPages,
};
