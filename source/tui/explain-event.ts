// Why the things in the event log happen, in a few sentences each, with the kernel's own functions. Shown when somebody
// presses Enter on an event.

import type {EventKind} from '../core/index.js';

export const WHY: Readonly<Record<EventKind, string>> = {
	full_scan:
		'ksmd has visited every candidate page of every mergeable VMA once: scan_get_next_rmap_item came back to the head of the mm list and raised seqnr, which sysfs shows as full_scans. The unstable tree is emptied before the next one begins.',
	split:
		'A folio had to become base pages. ksmd asks for it in try_to_merge_one_page before it can write-protect and merge one page of the folio; reclaim, the deferred-split shrinker, migration, MADV and debugfs split as well. While __folio_split unmaps and maps again, remove_migration_pte may map subpages that are all zero to the shared zeropage (try_to_map_unused_to_zeropage): those are freed at once, and no file of KSM counts them.',
	split_refused:
		'split_huge_page found more references on the folio than its mappings explain: somebody else holds it. Two equal pages of one folio do this to themselves, since ksmd holds one reference for each; it drops one and splits again without merging.',
	merge_two:
		'A search of the unstable tree found a page with the same content (unstable_tree_search_insert). Both were write-protected, compared byte by byte and mapped to one page, which went into the stable tree (try_to_merge_two_pages, stable_tree_insert).',
	merge_stable:
		'stable_tree_search found a KSM page with this content; the page was write-protected, compared and replaced by it (try_to_merge_with_ksm_page). max_page_sharing limits how many may share one.',
	merge_zero:
		'use_zero_pages is 1 and the checksum is that of a page of zeros: try_to_merge_one_page mapped the shared zeropage in its place, with the dirty bit that makes it count in ksm_zero_pages.',
	stale_item:
		'On its way down the unstable tree the search met an item whose page can no longer be fetched, because a split mapped its address to the zeropage or it was unmapped or swapped out. unstable_tree_search_insert gives up there: the page is neither merged nor inserted in this full scan. One such item near the root stops nearly all merging until the tree is emptied.',
	ghost:
		'The merge with the zeropage failed, because the split that it asked for had already mapped this address to the zeropage. cmp_and_merge_page goes on all the same and inserts the page in the unstable tree, though nothing maps it any more.',
	unmerge:
		'MADV_UNMERGEABLE, prctl or run=2: every KSM page of the range is faulted in again as a page of its own (break_ksm), so memory grows.',
	cow: 'A write to a page that is shared and write-protected: the fault handler made a copy (wp_page_copy, or do_anonymous_page for the zeropage).',
	swap: 'Reclaim wrote a page to swap, or a fault read it back. A KSM page that comes back from swap may have to be copied (ksm_might_need_to_copy).',
	knob: 'Somebody wrote a file in /sys/kernel/mm. An error is what the kernel would have returned to the write.',
	collapse:
		'khugepaged or MADV_COLLAPSE copied 512 pages into a new THP (collapse_huge_page). Zeropages and holes among them are allocated again, as far as max_ptes_none allows.',
	collapse_refused:
		'The range was looked at for collapsing (hpage_collapse_scan_pmd), and one of the max_ptes limits or a page in it forbade it.',
	migrate: 'A page moved to another NUMA node (migrate_pages).',
	advisor:
		'The scan-time advisor set pages_to_scan after a full scan, from the time that the scan took and the CPU it used (scan_time_advisor).',
	process: 'A process began, forked, mapped or unmapped memory, or went.',
	refused: 'A system call of the workload failed, as the kernel would have made it fail.',
	note: 'A remark of the preset.',
};
