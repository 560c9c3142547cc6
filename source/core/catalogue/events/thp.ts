// Folio splits and collapses (mm/huge_memory.c, mm/khugepaged.c).

import {SPLITTERS} from '../causes.js';
import {event, many} from './event.js';
import {count, oneOf, page, pageOrNone, text} from './field.js';

const folioOf = (page: string | null): string =>
	page === null ? 'a folio that nothing maps any more' : `the folio of ${page}`;

/** The rows of splits and collapses; each key is the name of a kind in JSON and breakpoints. */
export const THP_EVENTS = {
	split: event([pageOrNone('page'), count('remapped_pages'), oneOf('splitter', SPLITTERS)], {
		text: (e) =>
			`${e.splitter} split ${folioOf(e.page)}: ${many(e.remapped_pages, 'subpage')} remapped to the zeropage`,
		explanation:
			'A folio had to become base pages. ksmd asks for it in try_to_merge_one_page before it can write-protect and merge one page of the folio; reclaim, the deferred-split shrinker, migration, MADV and debugfs split as well. While __folio_split unmaps and maps again, remove_migration_pte may map subpages that are all zero to the shared zeropage (try_to_map_unused_to_zeropage): those are freed at once, and no file of KSM counts them.',
		kernelNames: ['thp_split_page'],
	}),
	split_refused: event([pageOrNone('page'), count('extra_references'), oneOf('splitter', SPLITTERS)], {
		text: (e) =>
			`${e.splitter} could not split ${folioOf(e.page)}: ${many(e.extra_references, 'extra reference')}`,
		explanation:
			'split_huge_page found more references on the folio than its mappings explain: something else holds it. Two equal pages of one folio do this to themselves, since ksmd holds one reference for each; it drops one and splits again without merging.',
		kernelNames: ['thp_split_page_failed'],
	}),
	collapse: event([page('page'), count('none_ptes'), count('swap_ptes')], {
		text: (e) =>
			`collapsed into a THP at ${e.page}: ${e.none_ptes} none or zeropage PTEs, ${e.swap_ptes} swap PTEs`,
		explanation:
			'khugepaged or MADV_COLLAPSE copied 512 pages into a new THP (collapse_huge_page). Zeropages and holes among them are allocated again, as far as max_ptes_none allows.',
		kernelNames: ['mm_collapse_huge_page'],
	}),
	collapse_refused: event([page('page'), text('reason')], {
		text: (e) => `no collapse at ${e.page}: ${e.reason}`,
		explanation:
			'The range was scanned for collapsing (hpage_collapse_scan_pmd), and one of the max_ptes limits or a page in it prevented it.',
		kernelNames: ['mm_khugepaged_scan_pmd'],
	}),
};
