// The causes of the ledger in words: why pages are freed and allocated, and who splits folios.

import {
	ALLOC_CAUSES,
	FREE_CAUSES,
	SPLITTERS,
	type AllocCause,
	type FreeCause,
	type Splitter,
} from '../core/ledger.js';
import type {Entry} from './catalogue.js';

const FREED: Readonly<Record<FreeCause, {about: string; seen: string; source: string}>> = {
	ksm_merge: {
		about:
			'ksmd found the page equal to another and mapped one KSM page in the place of both. The page that is no longer needed is freed when ksmd drops its reference.',
		seen: 'pages_sharing and pages_shared',
		source: 'try_to_merge_one_page, replace_page (mm/ksm.c)',
	},
	ksm_zero_page: {
		about:
			'use_zero_pages is 1, the page held only zeros, and ksmd mapped the shared zeropage in its place, with the dirty bit that makes it count.',
		seen: 'ksm_zero_pages',
		source: 'replace_page (mm/ksm.c)',
	},
	split_remap: {
		about:
			'A folio was split, and subpages that held only zeros were mapped to the shared zeropage on the way. They are freed at once, however many they are and whoever asked for the split; pages_to_scan does not limit it and unmerging does not undo it. This is the regression that ksmtop shows.',
		seen: 'no counter of KSM; only RSS falls',
		source: 'remove_migration_pte, try_to_map_unused_to_zeropage (mm/migrate.c), commit b1f202060afe',
	},
	discard: {
		about: 'The workload gave it back: munmap, MADV_DONTNEED, MADV_FREE with reclaim, or an mremap over it.',
		seen: 'RSS',
		source: 'zap_pte_range (mm/memory.c)',
	},
	exit: {
		about: 'The process that mapped it ended or executed another program.',
		seen: 'RSS',
		source: 'exit_mmap (mm/mmap.c)',
	},
	cow: {
		about:
			'A write to a shared page gave the writer a page of its own, and nobody maps the old one any more.',
		seen: 'cow_ksm where it was a KSM page',
		source: 'wp_page_copy (mm/memory.c)',
	},
	collapse: {
		about: 'khugepaged or MADV_COLLAPSE copied base pages into a new THP and freed them.',
		seen: 'thp_collapse_alloc',
		source: 'collapse_huge_page (mm/khugepaged.c)',
	},
	migrate: {
		about: 'The page was copied to another node and the old one freed.',
		seen: 'none here',
		source: 'migrate_pages (mm/migrate.c)',
	},
	swap_out: {
		about: 'Reclaim wrote the page to swap, or noted that it is zero-filled, and freed it.',
		seen: 'pswpout, swpout_zero',
		source: 'shrink_folio_list (mm/vmscan.c)',
	},
};

const ALLOCATED: Readonly<Record<AllocCause, string>> = {
	fill: 'Memory that the workload touched while it was set up.',
	fault: 'The first write to an address, or a write to the shared zeropage.',
	cow: 'A write to a KSM page or a page shared by fork, or unmerging.',
	swap_in: 'A page read back from swap.',
	collapse: 'A new THP of khugepaged or MADV_COLLAPSE.',
	migrate: 'The new place of a page that moves to another node.',
};

const SPLIT: Readonly<Record<Splitter, string>> = {
	ksmd: "KSM splits a THP before it can merge one page of it, and splits one again after two equal pages of it got in each other's way.",
	shrinker:
		'The deferred-split shrinker splits THPs that are partially mapped or hold mostly zeros (underused).',
	reclaim: 'Reclaim splits a THP that it cannot swap out whole.',
	migration: 'Migration splits a THP for which there is no room as a whole.',
	madvise: 'MADV_COLD, MADV_PAGEOUT or MADV_FREE on a part of a THP.',
	debugfs: 'A write to split_huge_pages.',
};

export const CAUSES: readonly Entry[] = [
	...FREE_CAUSES.map((cause) => ({
		name: cause,
		aliases: [`freed_pages.${cause}`],
		about: FREED[cause].about,
		facts: {'in JSON': `freed_pages.${cause}`, 'seen in': FREED[cause].seen, source: FREED[cause].source},
	})),
	...ALLOC_CAUSES.map((cause) => ({
		name: `allocated_pages.${cause}`,
		aliases: [cause],
		about: ALLOCATED[cause],
		facts: {'in JSON': `allocated_pages.${cause}`},
	})),
	...SPLITTERS.map((splitter) => ({
		name: `split_remap_by.${splitter}`,
		aliases: [splitter],
		about: SPLIT[splitter],
		facts: {'in JSON': `split_remap_by.${splitter}`},
	})),
];
