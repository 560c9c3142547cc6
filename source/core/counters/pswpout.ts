// /proc/vmstat pswpout (swap_writeout (mm/page_io.c)).

import type {Counter} from './counter.js';

export const pswpout: Counter = {
	name: 'pswpout',
	file: 'vmstat',
	unit: 'pages',
	about: 'Pages written to swap.',
	source: 'swap_writeout (mm/page_io.c)',
	read: (m) => m.vm.pswpout,
};
