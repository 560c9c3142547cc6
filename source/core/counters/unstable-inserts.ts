// unstable_inserts: a figure of the model (unstable_tree_search_insert (mm/ksm.c)).

import type {Counter} from './counter.js';

export const unstableInserts: Counter = {
	name: 'unstable_inserts',
	file: 'model',
	unit: 'events',
	about: 'Pages inserted in the unstable tree, ghosts included.',
	source: 'unstable_tree_search_insert (mm/ksm.c)',
	read: (m) => m.ksm.unstableInserts,
};
