// /sys/kernel/mm/ksm/pages_unshared (pages_unshared_show, unstable_tree_search_insert (mm/ksm.c)).

import type {Counter} from './counter.js';

export const pagesUnshared: Counter = {
	name: 'pages_unshared',
	file: 'ksm',
	unit: 'pages',
	about:
		'rmap_items in the unstable tree, those of the last full scan that ksmd has not visited again included.',
	source: 'pages_unshared_show, unstable_tree_search_insert (mm/ksm.c)',
	read: (m) => m.ksm.pagesUnshared,
};
