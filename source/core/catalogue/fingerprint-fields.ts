// Which rows of the catalogue enter a fingerprint, and in which order: frozen, so that a run file of an older ksmtop
// still replays to its fingerprint after rows were added or moved. Never edit version 1. A knob that is not in it enters
// by name while it is off its default (see fingerprint); a new counter or cause does not enter at all: pages and
// rmap_items, which do, distinguish the same runs.

import type {AllocCause, FreeCause, Splitter} from './causes.js';
import type {CounterName} from './counters/index.js';
import type {KnobName} from './knobs/index.js';

/** The names that enter, in the order in which they are hashed. */
export interface FingerprintFields {
	/** Enter with their values, whatever these are. */
	readonly knobs: readonly KnobName[];
	/** Counters that a real kernel shows. */
	readonly counters: readonly CounterName[];
	/** Causes of Ledger.freedPages. */
	readonly freed: readonly FreeCause[];
	/** Causes of Ledger.allocatedPages. */
	readonly allocated: readonly AllocCause[];
	/** Splitters of Ledger.splitRemapBy. */
	readonly splitRemapBy: readonly Splitter[];
}

/** Version 1, of ksmtop 0.1.0. Never edited: see above. */
export const FINGERPRINT_V1: FingerprintFields = {
	knobs: [
		'run',
		'pages_to_scan',
		'sleep_millisecs',
		'use_zero_pages',
		'smart_scan',
		'max_page_sharing',
		'merge_across_nodes',
		'stable_node_chains_prune_millisecs',
		'advisor_mode',
		'advisor_max_cpu',
		'advisor_min_pages_to_scan',
		'advisor_max_pages_to_scan',
		'advisor_target_scan_time',
		'skip_huge_page',
		'enabled',
		'shrink_underused',
		'use_zero_page',
		'khugepaged/pages_to_scan',
		'khugepaged/scan_sleep_millisecs',
		'khugepaged/alloc_sleep_millisecs',
		'khugepaged/max_ptes_none',
		'khugepaged/max_ptes_swap',
		'khugepaged/max_ptes_shared',
		'khugepaged/defrag',
	],
	counters: [
		'full_scans',
		'pages_scanned',
		'pages_shared',
		'pages_sharing',
		'pages_unshared',
		'pages_volatile',
		'pages_skipped',
		'ksm_zero_pages',
		'general_profit',
		'stable_node_chains',
		'stable_node_dups',
		'thp_split_page',
		'thp_split_page_failed',
		'thp_split_pmd',
		'thp_deferred_split_page',
		'thp_underused_split_page',
		'thp_fault_alloc',
		'thp_collapse_alloc',
		'thp_zero_page_alloc',
		'cow_ksm',
		'ksm_swpin_copy',
		'pswpin',
		'pswpout',
		'swpin_zero',
		'swpout_zero',
		'nr_anon_pages',
		'nr_anon_transparent_hugepages',
		'nr_free_pages',
	],
	freed: [
		'ksm_merge',
		'ksm_zero_page',
		'split_remap',
		'discard',
		'exit',
		'cow',
		'collapse',
		'migrate',
		'swap_out',
	],
	allocated: ['fill', 'fault', 'cow', 'swap_in', 'collapse', 'migrate'],
	splitRemapBy: ['ksmd', 'shrinker', 'reclaim', 'migration', 'madvise', 'debugfs'],
};
