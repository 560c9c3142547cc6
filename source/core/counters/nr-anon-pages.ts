// /proc/vmstat nr_anon_pages (NR_ANON_MAPPED (mm/rmap.c)).

import {anonMappedPages} from '../mm/census.js';
import type {Counter} from './counter.js';

export const nrAnonPages: Counter = {
	name: 'nr_anon_pages',
	file: 'vmstat',
	unit: 'pages',
	about: 'Anonymous pages that are mapped, KSM pages among them, each once however often it is mapped.',
	source: 'NR_ANON_MAPPED (mm/rmap.c)',
	read: (m) => anonMappedPages(m),
};
