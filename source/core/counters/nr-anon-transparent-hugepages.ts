// /proc/vmstat nr_anon_transparent_hugepages (NR_ANON_THPS (mm/rmap.c)).

import {PAGES_PER_THP} from '../base/page-size.js';
import {anonHugePages} from '../mm/census.js';
import type {Counter} from './counter.js';

export const nrAnonTransparentHugepages: Counter = {
	name: 'nr_anon_transparent_hugepages',
	file: 'vmstat',
	unit: 'events',
	about: 'THPs that a PMD maps now.',
	source: 'NR_ANON_THPS (mm/rmap.c)',
	read: (m) => anonHugePages(m) / PAGES_PER_THP,
};
