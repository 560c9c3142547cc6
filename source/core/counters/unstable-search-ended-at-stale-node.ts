// unstable_search_ended_at_stale_node: a figure of the model (unstable_tree_search_insert, get_mergeable_page (mm/ksm.c)).

import type {Counter} from './counter.js';

export const unstableSearchEndedAtStaleNode: Counter = {
	name: 'unstable_search_ended_at_stale_node',
	file: 'model',
	unit: 'events',
	about:
		'Searches of the unstable tree that met an item whose page is gone; but in erase-stale the search gives up there and the page is neither merged nor inserted.',
	source: 'unstable_tree_search_insert, get_mergeable_page (mm/ksm.c)',
	read: (m) => m.ksm.searchesEndedAtStale,
};
