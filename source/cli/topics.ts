// Questions that people bring, answered at more length than a name: what can be seen of the regressions in the field, and
// what the figures of the thread depend on.

import type {Entry} from './entry.js';

export const TOPIC_ENTRIES: readonly Entry[] = [
	{
		name: 'regression',
		aliases: ['field-check', '60-to-6'],
		about:
			'Since Linux 6.12 (commit b1f202060afe) a split of an anonymous folio maps its zero-filled subpages to the shared zeropage, also when KSM asked for the split. What a split frees is in no file of /sys/kernel/mm/ksm; that merging stands still, and who splits, can be seen. Two readings a few full scans apart tell the cases below. Inferred from the model, which equals a measured 6.12 in these counters; other workloads may share a sign, so look for all of them together.',
		facts: {
			read: 'cd /sys/kernel/mm/ksm; grep . full_scans pages_s* pages_u* pages_volatile ksm_zero_pages',
			and: "grep thp_split_page /proc/vmstat; grep -E 'Rss|AnonHuge' /proc/PID/smaps_rollup",
			'with 0':
				'use_zero_pages 0, zero-filled THPs first in the scan: from full scan to full scan pages_sharing stays (0 if nothing merged before), pages_unshared is about 1, pages_volatile is large and falls by 512, thp_split_page and thp_split_page_failed rise by one each, AnonHugePages falls by 2 MiB. Before 6.12 the same memory merges in full scan 2: pages_sharing jumps and thp_split_page_failed rises once.',
			'with 1':
				'use_zero_pages 1: AnonHugePages and Rss of the process fall together, by up to 2 MiB for each page scanned, within a few wakeups, while ksm_zero_pages and pages_sharing stay where they are and thp_split_page rises by one for each 2 MiB. Before 6.12 Rss falls by at most pages_to_scan pages per wakeup and ksm_zero_pages rises by as many.',
			unseen:
				'The number of subpages that a split remapped, and by whom the split was asked for, are in no file of any kernel.',
			'try it':
				'ksmtop run slow-zero --kernel mainline --every pass --format csv; ksmtop run free-at-once --kernel mainline',
		},
	},
];
