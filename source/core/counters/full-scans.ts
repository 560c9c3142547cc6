// /sys/kernel/mm/ksm/full_scans (full_scans_show, scan_get_next_rmap_item (mm/ksm.c)).

import type {Counter} from './counter.js';

export const fullScans: Counter = {
	name: 'full_scans',
	file: 'ksm',
	unit: 'events',
	about: 'Full scans that ksmd has completed. Rises by at most 1 in a wakeup; run=2 sets it back to 0.',
	source: 'full_scans_show, scan_get_next_rmap_item (mm/ksm.c)',
	read: (m) => m.ksm.fullScans,
};
