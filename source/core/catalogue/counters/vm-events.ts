// The events of /proc/vmstat: counters that only ever rise. The model counts each in Machine.vm under its own name, so a
// row needs no reader.

import {keysOf} from '../keys-of.js';
import type {CounterText} from './counter-text.js';

/** The rows by the name in /proc/vmstat, in the order of reports. */
export const VM_EVENT_COUNTERS = {
	thp_split_page: {
		unit: 'THPs',
		about: 'THPs split into base pages, for whatever reason.',
		source: '__folio_split (mm/huge_memory.c)',
	},
	thp_split_page_failed: {
		unit: 'THPs',
		about:
			'Splits of THPs that were refused, for extra references above all: a pin, or ksmd holding two pages of one THP.',
		source: '__folio_split (mm/huge_memory.c)',
	},
	thp_split_pmd: {
		unit: 'PMDs',
		about:
			'PMD mappings of THPs that became 512 PTEs, in a split of the folio or alone (part of a THP unmapped).',
		source: '__split_huge_pmd (mm/huge_memory.c)',
	},
	thp_deferred_split_page: {
		unit: 'THPs',
		about:
			'THPs that became partially mapped and were queued for the shrinker. Underused THPs that are queued are not counted.',
		source: 'deferred_split_folio (mm/huge_memory.c)',
	},
	thp_underused_split_page: {
		unit: 'THPs',
		about: 'THPs that the shrinker split because too many of their pages are zeros.',
		source: 'deferred_split_scan (mm/huge_memory.c)',
	},
	thp_fault_alloc: {
		unit: 'THPs',
		about: 'THPs that page faults allocated, those of the filling of a workload included.',
		source: 'do_huge_pmd_anonymous_page (mm/huge_memory.c)',
	},
	thp_collapse_alloc: {
		unit: 'THPs',
		about: 'THPs that khugepaged or MADV_COLLAPSE allocated to collapse base pages into.',
		source: 'alloc_charge_folio (mm/khugepaged.c)',
	},
	thp_zero_page_alloc: {
		unit: 'THPs',
		about: 'How often the huge zero folio was allocated.',
		source: 'get_huge_zero_folio (mm/huge_memory.c)',
	},
	thp_scan_exceed_none_pte: {
		unit: 'ranges',
		about:
			'Ranges of 2 MiB that were not collapsed because more than khugepaged/max_ptes_none of their PTEs are empty or map the zeropage.',
		source: 'hpage_collapse_scan_pmd, __collapse_huge_page_isolate (mm/khugepaged.c)',
	},
	thp_scan_exceed_swap_pte: {
		unit: 'ranges',
		about:
			'Ranges of 2 MiB that were not collapsed because more than khugepaged/max_ptes_swap of their pages are in swap.',
		source: 'hpage_collapse_scan_pmd (mm/khugepaged.c)',
	},
	thp_scan_exceed_share_pte: {
		unit: 'ranges',
		about:
			'Ranges of 2 MiB that were not collapsed because more than khugepaged/max_ptes_shared of their pages are mapped more than once.',
		source: 'hpage_collapse_scan_pmd, __collapse_huge_page_isolate (mm/khugepaged.c)',
	},
	cow_ksm: {
		unit: 'pages',
		about:
			'Copies of KSM pages because they were written to or unshared. Copies of the zeropage are not in it.',
		source: 'do_wp_page (mm/memory.c)',
	},
	ksm_swpin_copy: {
		unit: 'pages',
		about: 'Pages read back from swap that had to be copied because they had been merged.',
		source: 'ksm_might_need_to_copy (mm/ksm.c)',
	},
	pswpin: {
		unit: 'pages',
		about: 'Pages read from swap.',
		source: 'swap_read_folio (mm/page_io.c)',
	},
	pswpout: {
		unit: 'pages',
		about: 'Pages written to swap.',
		source: 'swap_writeout (mm/page_io.c)',
	},
	swpin_zero: {
		unit: 'pages',
		about: 'Pages of zeros that came back from swap without being read.',
		source: 'swap_read_folio_zeromap (mm/page_io.c)',
	},
	swpout_zero: {
		unit: 'pages',
		about: 'Pages of zeros that went to swap without being written.',
		source: 'swap_writeout (mm/page_io.c)',
	},
} as const satisfies Record<string, CounterText>;

/** The names, in the order of reports. */
export const VM_EVENTS = keysOf(VM_EVENT_COUNTERS);
/** A key of VM_EVENT_COUNTERS. */
export type VmEvent = keyof typeof VM_EVENT_COUNTERS;
