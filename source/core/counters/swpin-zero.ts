// /proc/vmstat swpin_zero (swap_read_folio_zeromap (mm/page_io.c)).

import type {Counter} from './counter.js';

export const swpinZero: Counter = {
	name: 'swpin_zero',
	file: 'vmstat',
	unit: 'pages',
	about: 'Pages of zeros that came back from swap without being read.',
	source: 'swap_read_folio_zeromap (mm/page_io.c)',
	read: (m) => m.vm.swpin_zero,
};
