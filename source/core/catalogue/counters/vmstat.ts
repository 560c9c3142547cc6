// What /proc/vmstat shows of the state of memory: levels, where vm-events.ts has what rises.

import {anonHugePages, anonMappedPages} from '../../mm/census.js';
import {freePages} from '../../mm/page-alloc.js';
import {PAGES_PER_THP} from '../../base/page-size.js';
import type {CounterRow} from './counter.js';

/** The rows by the name in /proc/vmstat, in the order of reports. */
export const VMSTAT_GAUGES = {
	nr_anon_pages: {
		type: 'gauge',
		unit: 'pages',
		about: 'Anonymous pages that are mapped, KSM pages among them, each once however often it is mapped.',
		source: 'NR_ANON_MAPPED (mm/rmap.c)',
		read: (m) => anonMappedPages(m),
	},
	nr_anon_transparent_hugepages: {
		type: 'gauge',
		unit: 'THPs',
		about: 'THPs that a PMD maps now; AnonHugePages of /proc/meminfo is the same in kB.',
		source: 'NR_ANON_THPS (mm/rmap.c)',
		read: (m) => anonHugePages(m) / PAGES_PER_THP,
	},
	nr_free_pages: {
		type: 'gauge',
		unit: 'pages',
		about: 'Free pages of all nodes.',
		source: 'NR_FREE_PAGES (mm/page_alloc.c)',
		read: (m) => freePages(m.frames),
	},
} as const satisfies Record<string, CounterRow>;
