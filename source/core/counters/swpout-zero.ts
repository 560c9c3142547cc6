// /proc/vmstat swpout_zero (swap_writeout (mm/page_io.c)).

import type {Counter} from './counter.js';

export const swpoutZero: Counter = {
	name: 'swpout_zero',
	file: 'vmstat',
	unit: 'pages',
	about: 'Pages of zeros that went to swap without being written.',
	source: 'swap_writeout (mm/page_io.c)',
	read: (m) => m.vm.swpout_zero,
};
