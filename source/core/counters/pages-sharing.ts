// /sys/kernel/mm/ksm/pages_sharing (pages_sharing_show, stable_tree_append (mm/ksm.c)).

import type {Counter} from './counter.js';

export const pagesSharing: Counter = {
	name: 'pages_sharing',
	file: 'ksm',
	unit: 'pages',
	about:
		'Further rmap_items on KSM pages, that is pages saved by merging. Zero pages that a split remapped are not in it. Falls only when ksmd next visits the address.',
	source: 'pages_sharing_show, stable_tree_append (mm/ksm.c)',
	read: (m) => m.ksm.pagesSharing,
};
