// ksm_rmap_items: a figure of the model (ksm_rmap_items (mm/ksm.c)).

import type {Counter} from './counter.js';

export const ksmRmapItems: Counter = {
	name: 'ksm_rmap_items',
	file: 'model',
	unit: 'items',
	about:
		'rmap_items alive: one for each page that ksmd has visited and not yet found gone. A real kernel shows them per process only (ksm_stat).',
	source: 'ksm_rmap_items (mm/ksm.c)',
	read: (m) => m.ksm.rmapItems,
};
