// What ksmd does and meets (mm/ksm.c).

import {groupDigits} from '../../base/group-digits.js';
import {event, many} from './event.js';
import {count, page, process} from './field.js';

/** The rows of ksmd's events; each key is the name of a kind in JSON and breakpoints. */
export const KSM_EVENTS = {
	full_scan: event([count('full_scans'), count('pages_scanned'), count('freed_pages')], {
		text: (e) =>
			`full scan ${groupDigits(e.full_scans)} ended: ${many(e.pages_scanned, 'page')} scanned, ${groupDigits(e.freed_pages)} freed`,
		explanation:
			'ksmd has visited every candidate page of every mergeable VMA once: scan_get_next_rmap_item came back to the head of the mm list and raised seqnr, which sysfs shows as full_scans. The unstable tree is emptied before the next one begins.',
		kernelNames: ['ksm_stop_scan'],
	}),
	merge_two: event([page('page'), page('partner'), count('stable_node')], {
		text: (e) => `${e.page} and ${e.partner} became a KSM page`,
		explanation:
			'A search of the unstable tree found a page with the same content (unstable_tree_search_insert). Both were write-protected, compared byte by byte and mapped to one page, which went into the stable tree (try_to_merge_two_pages, stable_tree_insert).',
		kernelNames: ['ksm_merge_with_ksm_page'],
		comesInFloods: true,
	}),
	merge_stable: event([page('page'), count('stable_node'), count('sharers')], {
		text: (e) => `${e.page} joined a KSM page, ${e.sharers} share it now`,
		explanation:
			'stable_tree_search found a KSM page with this content; the page was write-protected, compared and replaced by it (try_to_merge_with_ksm_page). max_page_sharing limits how many may share one.',
		kernelNames: ['ksm_merge_with_ksm_page'],
		comesInFloods: true,
	}),
	merge_zero: event([page('page')], {
		text: (e) => `${e.page} merged with the zeropage`,
		explanation:
			'use_zero_pages is 1 and the checksum is that of a page of zeros: try_to_merge_one_page mapped the shared zeropage in its place, with the dirty bit that makes it count in ksm_zero_pages.',
		kernelNames: ['ksm_merge_one_page'],
		comesInFloods: true,
	}),
	stale_item: event([page('page'), page('stale_page')], {
		text: (e) => `search for ${e.page} ended at the stale item of ${e.stale_page}`,
		explanation:
			'On its way down the unstable tree the search met an item whose page can no longer be fetched, because a split mapped its address to the zeropage or it was unmapped or swapped out. unstable_tree_search_insert gives up there: the page is neither merged nor inserted in this full scan. One such item near the root stops nearly all merging through the unstable tree until it is emptied, when the next full scan begins.',
		kernelNames: ['unstable_tree_search_insert'],
		comesInFloods: true,
	}),
	ghost: event([page('page')], {
		text: (e) => `${e.page} was inserted in the unstable tree though it is no longer mapped`,
		explanation:
			'The merge with the zeropage failed, because the split that it asked for had already mapped this address to the zeropage. cmp_and_merge_page nevertheless continues and inserts the page in the unstable tree, though nothing maps it any more.',
		kernelNames: ['unstable_tree_search_insert'],
	}),
	unmerge: event([process('process'), count('pages')], {
		text: (e) =>
			e.process === null
				? `run=2 unmerged ${many(e.pages, 'page')} in all; full_scans starts again from 0`
				: `${e.process}: ${many(e.pages, 'page')} unmerged`,
		explanation:
			'MADV_UNMERGEABLE, prctl or run=2: every KSM page of the range is faulted in again as a page of its own (break_ksm), and so is every zeropage that KSM put there; memory grows. run=2 does so for all processes, then drops all rmap_items and both trees.',
		kernelNames: ['break_ksm'],
	}),
	advisor: event([count('pages_to_scan'), count('before')], {
		text: (e) => `advisor: pages_to_scan ${groupDigits(e.before)} -> ${groupDigits(e.pages_to_scan)}`,
		explanation:
			'The scan-time advisor set pages_to_scan after a full scan, from the time that the scan took and the CPU it used (scan_time_advisor).',
		kernelNames: ['ksm_advisor'],
	}),
};
