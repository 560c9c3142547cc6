// Why pages are freed and allocated, and who splits folios: the names of the ledger, a row each. The kernel has no such
// ledger; `seenIn` says where it shows something of it.

import {keysOf} from './keys-of.js';

/** What is said of a cause or of a splitter in reports, the view and the manual. */
export interface CauseRow {
	/** When it happens, in one or a few sentences. */
	readonly about: string;
	/** Counters of a real kernel in which it shows. */
	readonly seenIn: string;
	/** Kernel function or commit. */
	readonly source: string;
}

/** Why a page was freed, by the name that `freed_pages.<name>` has in reports. */
export const FREED = {
	ksm_merge: {
		about:
			'ksmd found the page equal to another and mapped one KSM page in the place of both. The page that is no longer needed is freed when ksmd drops its reference.',
		seenIn: 'pages_sharing and pages_shared',
		source: 'try_to_merge_one_page, replace_page (mm/ksm.c)',
	},
	ksm_zero_page: {
		about:
			'use_zero_pages is 1, the page held only zeros, and ksmd mapped the shared zeropage in its place, with the dirty bit that makes it count.',
		seenIn: 'ksm_zero_pages',
		source: 'replace_page (mm/ksm.c)',
	},
	split_remap: {
		about:
			'A folio was split, and subpages that held only zeros were mapped to the shared zeropage on the way. They are freed at once, however many they are and no matter what asked for the split; pages_to_scan does not limit it and unmerging does not undo it. Where KSM asked for the split, the thread calls it a regression; others there see memory saved.',
		seenIn: 'no counter of KSM; only RSS falls',
		source: 'remove_migration_pte, try_to_map_unused_to_zeropage (mm/migrate.c), commit b1f202060afe',
	},
	discard: {
		about: 'The workload gave it back: munmap, MADV_DONTNEED, MADV_FREE with reclaim, or an mremap over it.',
		seenIn: 'RSS',
		source: 'zap_pte_range (mm/memory.c)',
	},
	exit: {
		about: 'The process that mapped it ended or executed another program.',
		seenIn: 'RSS',
		source: 'exit_mmap (mm/mmap.c)',
	},
	cow: {
		about:
			'A write to a shared page gave the writer a page of its own, and the old one was no longer mapped.',
		seenIn: 'cow_ksm where it was a KSM page',
		source: 'wp_page_copy (mm/memory.c)',
	},
	collapse: {
		about: 'khugepaged or MADV_COLLAPSE copied base pages into a new THP and freed them.',
		seenIn: 'thp_collapse_alloc',
		source: 'collapse_huge_page (mm/khugepaged.c)',
	},
	migrate: {
		about: 'The page was copied to another node and the old one freed.',
		seenIn: 'pgmigrate_success, which is not modelled',
		source: 'migrate_pages (mm/migrate.c)',
	},
	swap_out: {
		about: 'Reclaim wrote the page to swap, or noted that it is zero-filled, and freed it.',
		seenIn: 'pswpout, swpout_zero',
		source: 'shrink_folio_list (mm/vmscan.c)',
	},
} as const satisfies Record<string, CauseRow>;
/** A key of FREED. */
export type FreeCause = keyof typeof FREED;
/** The causes in the order of reports and panels. */
export const FREE_CAUSES = keysOf(FREED);

/** Why a page was allocated, by the name that `allocated_pages.<name>` has in reports. */
export const ALLOCATED = {
	fill: {
		about: 'Memory that the workload touched while it was set up.',
		seenIn: 'RSS, thp_fault_alloc',
		source: 'do_anonymous_page (mm/memory.c), do_huge_pmd_anonymous_page (mm/huge_memory.c)',
	},
	fault: {
		about: 'The first write to an address, or a write to the shared zeropage.',
		seenIn: 'RSS, thp_fault_alloc',
		source: 'do_anonymous_page (mm/memory.c), do_huge_pmd_anonymous_page (mm/huge_memory.c)',
	},
	cow: {
		about: 'A write to a KSM page or a page shared by fork, or unmerging.',
		seenIn: 'cow_ksm where it was a KSM page',
		source: 'wp_page_copy (mm/memory.c)',
	},
	swap_in: {
		about: 'A page read back from swap.',
		seenIn: 'pswpin, swpin_zero, ksm_swpin_copy',
		source: 'do_swap_page (mm/memory.c)',
	},
	collapse: {
		about: 'A new THP of khugepaged or MADV_COLLAPSE.',
		seenIn: 'thp_collapse_alloc',
		source: 'alloc_charge_folio (mm/khugepaged.c)',
	},
	migrate: {
		about: 'The new place of a page that moves to another node.',
		seenIn: 'pgmigrate_success, which is not modelled',
		source: 'migrate_pages (mm/migrate.c)',
	},
} as const satisfies Record<string, CauseRow>;
/** A key of ALLOCATED. */
export type AllocCause = keyof typeof ALLOCATED;
/** The causes in the order of reports and panels. */
export const ALLOC_CAUSES = keysOf(ALLOCATED);

/** What asked for a folio split, by the name that `split_remap_by.<name>` has in reports. */
export const SPLIT_BY = {
	ksmd: {
		about:
			"KSM splits a THP before it can merge one page of it, and splits one again after two equal pages of it got in each other's way.",
		seenIn: 'thp_split_page',
		source: 'try_to_merge_one_page, cmp_and_merge_page (mm/ksm.c)',
	},
	shrinker: {
		about:
			'The deferred-split shrinker splits THPs that are partially mapped or hold mostly zeros (underused).',
		seenIn: 'thp_split_page, thp_underused_split_page',
		source: 'deferred_split_scan (mm/huge_memory.c)',
	},
	reclaim: {
		about: 'Reclaim splits a THP that it cannot swap out whole, or that is partially mapped.',
		seenIn: 'thp_split_page',
		source: 'shrink_folio_list (mm/vmscan.c)',
	},
	migration: {
		about: 'Migration splits a THP for which there is no room as a whole, or that is partially mapped.',
		seenIn: 'thp_split_page',
		source: 'migrate_pages_batch (mm/migrate.c)',
	},
	madvise: {
		about: 'MADV_COLD, MADV_PAGEOUT or MADV_FREE on a part of a THP.',
		seenIn: 'thp_split_page',
		source: 'madvise_cold_or_pageout_pte_range, madvise_free_pte_range (mm/madvise.c)',
	},
	debugfs: {
		about: 'A write to split_huge_pages.',
		seenIn: 'thp_split_page',
		source: 'split_huge_pages_pid (mm/huge_memory.c)',
	},
} as const satisfies Record<string, CauseRow>;
/** A key of SPLIT_BY. */
export type Splitter = keyof typeof SPLIT_BY;
/** The splitters in the order of reports and panels. */
export const SPLITTERS = keysOf(SPLIT_BY);
