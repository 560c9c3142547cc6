// Figures that no kernel shows, or not for the whole system. A name with a dot is nested in reports: group.figure.

import type {CounterRow} from './counter.js';

/** The rows by the names that JSON and conditions have for them, in the order of reports. */
export const MODEL_FIGURES = {
	ksm_rmap_items: {
		type: 'gauge',
		unit: 'rmap_items',
		about:
			'rmap_items alive: one for each page that ksmd has visited and not yet found gone. A real kernel shows them per process only (ksm_stat).',
		source: 'ksm_rmap_items (mm/ksm.c)',
		read: (m) => m.ksm.rmapItems,
	},
	ksmd_cpu_ns: {
		type: 'counter',
		unit: 'ns',
		about: 'CPU time of ksmd by the cost table; a real kernel shows it in the stat file of the thread.',
		source: 'the cost table of the model',
		dependsOnCosts: true,
		read: (m) => m.ksm.thread.cpuNs,
	},
	'zeropage_ptes.ksm': {
		type: 'gauge',
		unit: 'PTEs',
		about:
			'PTEs that map the shared zeropage because KSM merged them: dirty ones, the same as ksm_zero_pages.',
		source: 'replace_page (mm/ksm.c)',
		read: (m) => m.thp.zeropagePtes.ksm,
	},
	'zeropage_ptes.split': {
		type: 'gauge',
		unit: 'PTEs',
		about:
			'PTEs that map the shared zeropage because a folio split remapped them. No counter of a real kernel shows them.',
		source: 'try_to_map_unused_to_zeropage (mm/migrate.c)',
		read: (m) => m.thp.zeropagePtes.split,
	},
	'zeropage_ptes.fault': {
		type: 'gauge',
		unit: 'PTEs',
		about: 'PTEs that map the shared zeropage because of a read fault.',
		source: 'do_anonymous_page (mm/memory.c)',
		read: (m) => m.thp.zeropagePtes.fault,
	},
	unstable_inserts: {
		type: 'counter',
		unit: 'pages',
		about: 'Pages inserted in the unstable tree, ghosts included.',
		source: 'unstable_tree_search_insert (mm/ksm.c)',
		read: (m) => m.ksm.unstableInserts,
	},
	unstable_search_ended_at_stale_node: {
		type: 'counter',
		unit: 'searches',
		about:
			'Searches of the unstable tree that met an item whose page is gone; except in erase-stale the search gives up there and the page is neither merged nor inserted.',
		source: 'unstable_tree_search_insert, get_mergeable_page (mm/ksm.c)',
		read: (m) => m.ksm.searchesEndedAtStale,
	},
	rmap_walk_vmas: {
		type: 'counter',
		unit: 'VMAs',
		about: 'VMAs visited to find the mappings of KSM pages, for reclaim and migration.',
		source: 'rmap_walk_ksm (mm/ksm.c)',
		read: (m) => m.ksm.rmapWalkVmas,
	},
} as const satisfies Record<string, CounterRow>;
