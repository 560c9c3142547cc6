// /sys/kernel/mm/ksm/pages_skipped (pages_skipped_show, should_skip_rmap_item (mm/ksm.c)).

import type {Counter} from './counter.js';

export const pagesSkipped: Counter = {
	name: 'pages_skipped',
	file: 'ksm',
	unit: 'pages',
	about: 'Pages that smart scan passed over. Never reset.',
	source: 'pages_skipped_show, should_skip_rmap_item (mm/ksm.c)',
	read: (m) => m.ksm.pagesSkipped,
};
