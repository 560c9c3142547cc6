// unstable_tree_search_insert erases an item that a split has remapped, instead of ending the search at it. Items
// that are stale for other reasons end the search as ever. Freeing still ignores the budget: only the stale item is
// cured.

import type {Kernel} from './kernel.js';
import {checkZeropage} from './check-zeropage.js';

/** check-zeropage, and a search of the unstable tree erases items whose page maps the zeropage. */
export const eraseStale: Kernel = {
	...checkZeropage,
	id: 'erase-stale',
	about:
		'As check-zeropage, and a search of the unstable tree erases items whose page now maps the zeropage and starts again from the root instead of giving up. Cost: one erase and one more descent for each such item, at most one item per split. Merging no longer stalls; splits free past pages_to_scan as on mainline, and faster, outside the counters of KSM. In slow-zero 64 MiB are freed in two full scans, in stale-item all pairs merge in full scan 2.',
	source: 'our own candidate, measured on a patched 6.12',
	erasesStale: true,
};
