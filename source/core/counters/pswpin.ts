// /proc/vmstat pswpin (swap_read_folio (mm/page_io.c)).

import type {Counter} from './counter.js';

export const pswpin: Counter = {
	name: 'pswpin',
	file: 'vmstat',
	unit: 'pages',
	about: 'Pages read from swap.',
	source: 'swap_read_folio (mm/page_io.c)',
	read: (m) => m.vm.pswpin,
};
