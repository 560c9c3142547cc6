// The knobs of /sys/kernel/mm/ksm (mm/ksm.c), but for those of the advisor.

import type {KnobRow} from './knob.js';
import {orInvalid, parseBool, parseFlag, parseInt32, parseUint} from './parse.js';

/** The rows by the name of the file in /sys/kernel/mm/ksm. */
export const KSM_KNOBS = {
	run: {
		default: 0,
		range: '0, 1 or 2',
		about:
			'0 stops ksmd and keeps what is merged; 1 runs it; 2 stops it, unmerges everything at once and restarts full_scans from 0. Writing the value that stands does nothing. If memory runs out while unmerging, the write fails and run becomes 0.',
		source: 'run_store, unmerge_and_remove_all_rmap_items (mm/ksm.c)',
		parse: (text) => orInvalid(parseUint(text), 0, 2),
	},
	pages_to_scan: {
		default: 100,
		range: '0..4294967295 pages; not while advisor_mode is scan-time',
		about:
			'How many pages ksmd visits in one wakeup. Read once when a batch begins. Holes, swapped pages, zeropage PTEs and pages that smart scan skips cost none of it. A folio split frees up to 512 pages for one of these visits.',
		source: 'pages_to_scan_store, ksm_do_scan (mm/ksm.c)',
		parse: (text) => orInvalid(parseUint(text)),
	},
	sleep_millisecs: {
		default: 20,
		range: '0..4294967295 ms',
		about:
			'How long ksmd sleeps after a batch, counted in timer ticks: ceil(ms * HZ / 1000) + 1 of them, so that 20 ms lasts 24 ms at HZ 250; 0 does not sleep at all. A change ends the sleep under way.',
		source: 'sleep_millisecs_store, ksm_scan_thread (mm/ksm.c)',
		parse: (text) => orInvalid(parseUint(text)),
	},
	use_zero_pages: {
		default: 0,
		range: 'boolean',
		about:
			'1 maps pages of zeros to the shared zeropage, where ksm_zero_pages counts them; 0 merges them like any other content. It holds for later merges only: pages that are there stay where they are. It does not rule what folio splits do: on mainline they map zero-filled subpages to the zeropage at 0 and at 1 alike, also when KSM asked for the split.',
		source: 'use_zero_pages_store, cmp_and_merge_page (mm/ksm.c)',
		parse: (text) => orInvalid(parseBool(text)),
	},
	smart_scan: {
		default: 1,
		range: 'boolean',
		about:
			'1 skips a page that does not merge in more and more full scans: it is visited in scans 1, 2, 3, 4, 6, 9, 14, 23 and then every 9th. A skipped page leaves the unstable tree and costs no budget.',
		source: 'smart_scan_store, should_skip_rmap_item, skip_age (mm/ksm.c)',
		parse: (text) => orInvalid(parseBool(text)),
	},
	max_page_sharing: {
		default: 256,
		range: '2..2147483647 pages; only while nothing is merged',
		about:
			'How many pages may share one KSM page, which bounds the cost of finding its mappings. Further equal pages get a second KSM page, a dup on a chain. It can change only while pages_shared is 0 and no KSM page is mapped: write 2 to run first. Forked mappings exceed it.',
		source: 'max_page_sharing_store, stable_node_dup (mm/ksm.c)',
		parse(text) {
			const parsed = parseInt32(text);
			return typeof parsed === 'number' && parsed < 2 ? {errno: 'EINVAL'} : parsed;
		},
	},
	merge_across_nodes: {
		default: 1,
		range: '0 or 1; only while nothing is merged',
		about:
			'1 merges equal pages wherever they lie; 0 only pages of the same NUMA node. It can change only while pages_shared is 0 and no KSM page is mapped: write 2 to run first.',
		source: 'merge_across_nodes_store (mm/ksm.c)',
		parse: parseFlag,
	},
	stable_node_chains_prune_millisecs: {
		default: 2000,
		range: '0..4294967295 ms',
		about:
			'The shortest time between two visits of every dup of a chain. Such a visit drops stale dups and takes the fullest one that has room; in between the first dup with room is taken.',
		source: 'stable_node_chains_prune_millisecs_store, stable_node_dup (mm/ksm.c)',
		parse: (text) => orInvalid(parseUint(text)),
	},
} as const satisfies Record<string, KnobRow>;
