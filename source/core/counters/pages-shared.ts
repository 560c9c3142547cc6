// /sys/kernel/mm/ksm/pages_shared (pages_shared_show, stable_tree_append (mm/ksm.c)).

import type {Counter} from './counter.js';

export const pagesShared: Counter = {
	name: 'pages_shared',
	file: 'ksm',
	unit: 'pages',
	about:
		'KSM pages in use: stable nodes with at least one rmap_item. Falls only when ksmd next touches the node.',
	source: 'pages_shared_show, stable_tree_append (mm/ksm.c)',
	read: (m) => m.ksm.pagesShared,
};
