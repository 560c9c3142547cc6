// /proc/vmstat nr_free_pages (NR_FREE_PAGES (mm/page_alloc.c)).

import {freePages} from '../state/frames.js';
import type {Counter} from './counter.js';

export const nrFreePages: Counter = {
	name: 'nr_free_pages',
	file: 'vmstat',
	unit: 'pages',
	about: 'Free pages of all nodes.',
	source: 'NR_FREE_PAGES (mm/page_alloc.c)',
	read: (m) => freePages(m.frames),
};
