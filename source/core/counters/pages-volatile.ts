// /sys/kernel/mm/ksm/pages_volatile (pages_volatile_show (mm/ksm.c)). Computed, and clamped at 0 because its parts are read one after the other.

import type {Counter} from './counter.js';

export const pagesVolatile: Counter = {
	name: 'pages_volatile',
	file: 'ksm',
	unit: 'pages',
	about:
		'All other rmap_items: first visits, changing pages, skipped pages, failed merges, searches that ended at a stale item.',
	source: 'pages_volatile_show (mm/ksm.c)',
	read: (m) => Math.max(0, m.ksm.rmapItems - m.ksm.pagesShared - m.ksm.pagesSharing - m.ksm.pagesUnshared),
};
