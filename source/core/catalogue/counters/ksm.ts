// The read-only files of /sys/kernel/mm/ksm (mm/ksm.c). What a folio split frees is in none of them.

import {PAGE_BYTES, RMAP_ITEM_BYTES} from '../../base/page-size.js';
import type {CounterRow} from './counter.js';

/** The rows by the name of the file in /sys/kernel/mm/ksm, in the order of reports. */
export const KSM_COUNTERS = {
	full_scans: {
		type: 'counter',
		unit: 'full scans',
		about: 'Full scans that ksmd has completed. Rises by at most 1 in a wakeup; run=2 sets it back to 0.',
		source: 'full_scans_show, scan_get_next_rmap_item (mm/ksm.c)',
		read: (m) => m.ksm.fullScans,
	},
	pages_scanned: {
		type: 'counter',
		unit: 'pages',
		about:
			'Visits of ksmd, merged and failed ones alike; pages that smart scan skips are not among them. Never reset.',
		source: 'pages_scanned_show, ksm_do_scan (mm/ksm.c)',
		read: (m) => m.ksm.pagesScanned,
	},
	pages_shared: {
		type: 'gauge',
		unit: 'pages',
		about:
			'KSM pages in use: stable nodes with at least one rmap_item. Falls only when ksmd next touches the node, or with run=2.',
		source: 'pages_shared_show, stable_tree_append (mm/ksm.c)',
		read: (m) => m.ksm.pagesShared,
	},
	pages_sharing: {
		type: 'gauge',
		unit: 'pages',
		about:
			'Further rmap_items on KSM pages, that is pages saved by merging. Zero pages that a split remapped are not in it. Falls only when ksmd next visits the address.',
		source: 'pages_sharing_show, stable_tree_append (mm/ksm.c)',
		read: (m) => m.ksm.pagesSharing,
	},
	pages_unshared: {
		type: 'gauge',
		unit: 'pages',
		about:
			'rmap_items in the unstable tree, those of the last full scan that ksmd has not visited again included.',
		source: 'pages_unshared_show, unstable_tree_search_insert (mm/ksm.c)',
		read: (m) => m.ksm.pagesUnshared,
	},
	// Computed, and clamped at 0 because the kernel reads its parts one after the other.
	pages_volatile: {
		type: 'gauge',
		unit: 'pages',
		about:
			'All other rmap_items: first visits, changing pages, skipped pages, failed merges, searches that ended at a stale item.',
		source: 'pages_volatile_show (mm/ksm.c)',
		read: ({ksm}) => Math.max(0, ksm.rmapItems - ksm.pagesShared - ksm.pagesSharing - ksm.pagesUnshared),
	},
	pages_skipped: {
		type: 'counter',
		unit: 'pages',
		about:
			'Visits that smart scan saved: a page counts at each full scan in which it is skipped. Never reset.',
		source: 'pages_skipped_show, should_skip_rmap_item (mm/ksm.c)',
		read: (m) => m.ksm.pagesSkipped,
	},
	ksm_zero_pages: {
		type: 'gauge',
		unit: 'PTEs',
		about:
			'PTEs that KSM pointed at the shared zeropage (use_zero_pages=1), alive now. Those of a folio split are not in it. Falls at once when such a PTE goes.',
		source: 'ksm_zero_pages_show, replace_page (mm/ksm.c)',
		read: (m) => m.ksm.zeroPages,
	},
	general_profit: {
		type: 'gauge',
		unit: 'bytes',
		about:
			'What KSM believes to have saved: merged pages and KSM zero pages less the memory of all rmap_items. May be negative.',
		source: 'general_profit_show (mm/ksm.c)',
		read: ({ksm}) => (ksm.pagesSharing + ksm.zeroPages) * PAGE_BYTES - ksm.rmapItems * RMAP_ITEM_BYTES,
	},
	stable_node_chains: {
		type: 'gauge',
		unit: 'stable nodes',
		about:
			'Chains: contents with more than one KSM page, because the first was full. An empty chain stays until a search passes it.',
		source: 'stable_node_chains_show, alloc_stable_node_chain (mm/ksm.c)',
		read: (m) => m.ksm.chains,
	},
	stable_node_dups: {
		type: 'gauge',
		unit: 'stable nodes',
		about: 'KSM pages that hang on chains, the first of each chain included.',
		source: 'stable_node_dups_show, stable_node_chain_add_dup (mm/ksm.c)',
		read: (m) => m.ksm.dups,
	},
} as const satisfies Record<string, CounterRow>;
