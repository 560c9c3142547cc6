// Copies on write, swap and migration (mm/memory.c, mm/vmscan.c, mm/migrate.c).

import {event} from './event.js';
import {count, oneOf, page} from './field.js';

/** What a write that made a copy had found. */
const COPIED = ['ksm_page', 'ksm_zeropage', 'zeropage', 'forked_page'] as const;
/**
 * What a write that made a copy had found: a KSM page, a zeropage by KSM, any other zeropage, a page shared by
 * fork.
 */
export type Copied = (typeof COPIED)[number];

const COPIED_WORDS: Readonly<Record<Copied, string>> = {
	ksm_page: 'a KSM page',
	ksm_zeropage: 'a zeropage that KSM had mapped',
	zeropage: 'the shared zeropage',
	forked_page: 'a page shared by fork',
};

/** What swap did with a page; in_by_copy: it had been merged (ksm_might_need_to_copy). */
export const SWAPPED = ['out', 'in', 'in_by_copy'] as const;
/** One of SWAPPED. */
export type Swapped = (typeof SWAPPED)[number];

const SWAPPED_WORDS: Readonly<Record<Swapped, string>> = {
	out: 'swapped out',
	in: 'swapped in',
	in_by_copy: 'a KSM page swapped in by copy',
};
const SWAP_COUNTERS: Readonly<Record<Swapped, string>> = {
	out: 'pswpout',
	in: 'pswpin',
	in_by_copy: 'ksm_swpin_copy',
};

/** The rows of copies, swap and migration; each key is the name of a kind in JSON and breakpoints. */
export const MM_EVENTS = {
	cow: event([page('page'), oneOf('copied', COPIED)], {
		text: (e) => `write to ${e.page} copied ${COPIED_WORDS[e.copied]}`,
		explanation:
			'A write to a page that is shared and write-protected: the fault handler made a copy (wp_page_copy, or do_anonymous_page for the zeropage).',
		kernelNames: ['wp_page_copy', 'cow_ksm'],
		kernelName: ({copied}) => (copied === 'ksm_page' ? 'cow_ksm' : 'wp_page_copy'),
		comesInFloods: true,
	}),
	swap: event([page('page'), oneOf('swapped', SWAPPED)], {
		text: (e) => `${e.page}: ${SWAPPED_WORDS[e.swapped]}`,
		explanation:
			'Reclaim wrote a page to swap, or a fault read it back. A KSM page that comes back from swap may have to be copied (ksm_might_need_to_copy).',
		kernelNames: ['pswpout', 'pswpin', 'ksm_swpin_copy'],
		kernelName: ({swapped}) => SWAP_COUNTERS[swapped],
		comesInFloods: true,
	}),
	migrate: event([page('page'), count('from_node'), count('to_node')], {
		text: (e) => `${e.page} moved from node ${e.from_node} to node ${e.to_node}`,
		explanation: 'A page or a whole THP moved to another NUMA node (migrate_pages).',
		kernelNames: ['mm_migrate_pages'],
	}),
};
