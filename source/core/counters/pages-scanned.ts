// /sys/kernel/mm/ksm/pages_scanned (pages_scanned_show, ksm_do_scan (mm/ksm.c)).

import type {Counter} from './counter.js';

export const pagesScanned: Counter = {
	name: 'pages_scanned',
	file: 'ksm',
	unit: 'pages',
	about:
		'Visits of ksmd, merged and failed ones alike; pages that smart scan skips are not among them. Never reset.',
	source: 'pages_scanned_show, ksm_do_scan (mm/ksm.c)',
	read: (m) => m.ksm.pagesScanned,
};
