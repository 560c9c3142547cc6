// A kernel variant is data: who may remap zero subpages to the shared zeropage when a folio splits, and what else the
// proposals of the thread change in ksmd. One file beside this one per variant.

import type {Splitter} from '../catalogue/causes.js';

/**
 * KSM splits at two sites: before a merge (try_to_merge_one_page), and after the refused split of a same-folio
 * pair (end of cmp_and_merge_page).
 */
export type SplitSite = 'ksm' | 'ksm_same_folio' | Exclude<Splitter, 'ksmd'>;

/** Every SplitSite, in the order in which texts list them. */
export const SPLIT_SITES = [
	'ksm',
	'ksm_same_folio',
	'shrinker',
	'reclaim',
	'migration',
	'madvise',
	'debugfs',
] as const;

/** A variant of the kernel. Every field but the first three is one rule. */
export interface Kernel {
	/** Its name in presets, on the command line and in reports. */
	readonly id: string;
	/** One sentence: the rule. */
	readonly about: string;
	/** Commit, mail or "measured". */
	readonly source: string;
	/** Whether a split from this site asks for the zeropage remap (TTU_USE_SHARED_ZEROPAGE). */
	readonly remap: Readonly<Record<SplitSite, boolean>>;
	/** The remap is refused for a PTE in a VM_MERGEABLE VMA while run has bit 1 (series v1, patches 1+2). */
	readonly sparesMergeableWhileKsmRuns: boolean;
	/** The remap needs shrink_underused = 1 (series v1, patch 3). */
	readonly needsShrinkUnderused: boolean;
	/** After a failed zero-page merge the visit ends if the PTE now maps the zeropage (xu.xin). */
	readonly checksZeropage: boolean;
	/** An unstable search erases items whose PTE maps the zeropage and restarts (our candidate). */
	readonly erasesStale: boolean;
	/**
	 * When subpages of large folios are no candidates: never; while the knob skip_huge_page is 1; the same, but not
	 * while memory is short.
	 */
	readonly skipsHuge: 'never' | 'knob' | 'unless-pressure';
	/**
	 * New THPs are queued for the shrinker, which splits those that are mostly zeros (6.12, dafff3f4c850); else
	 * there is no knob shrink_underused.
	 */
	readonly shrinksUnderused: boolean;
	/** Swapping out a zero-filled page only takes note of it, without I/O (6.12, 0ca0c24e3211). */
	readonly notesZeroSwap: boolean;
}
