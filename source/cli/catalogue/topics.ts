// Longer answers than a name needs: how the regressions can be recognised on a real machine, and what the figures of the
// thread depend on.

import type {Entry} from './entry.js';

/** Subjects that are no name of a figure: the regression, the rmap walk, MTE, the size of the slow-down. */
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
	{
		name: 'rmap_walk',
		aliases: ['mremap-walk', 'missed_mapping', 'ksm_pages_old'],
		about:
			'How rmap_walk_ksm looks for the mappings of a KSM page, a field of a preset (machine: rmap_walk). full: every VMA of the anon_vma; finds all. address: only VMAs at the index that the virtual address gives, as the first versions of the optimisation did; after mremap a VMA keeps its old offset, so the moved page is missed. stored: at an index stored with the rmap_item, which mremap does not change.',
		facts: {
			reported:
				'Hugh Dickins (linux-mm, 5 and 6 April 2026): with the address walk pages_shared and pages_sharing stay 1 1 after pressure, where 0 0 is expected.',
			derived:
				'try_to_unmap replaces the mapping that the walk finds by a swap entry; the folio is still mapped, so shrink_folio_list puts it back on the active list, and ksmd drops the rmap_item of the swapped address at its next full scan: that would be 1 0, and 1 1 again once the address is touched. Why he saw 1 1 we do not know.',
			modelled:
				'By default it follows the report and leaves such a page wholly mapped (machine: missed_mapping: reported); with missed_mapping: derived it takes the steps of the code.',
			patch:
				'His test needed a local patch of mm/ksm.c, not posted: merged pages mapped old (pte_mkold) and not marked as accessed. Our reading of it is machine: ksm_pages_old. Without it the hog of his mail, which touches 1 GiB twice, leaves the KSM page where it is in the model too.',
			'left out':
				'that ksmd and the hog run at the same time, and the moment at which kswapd wakes: here the hog acts between two wakeups.',
			presets:
				'mremap-swapout, mremap-swapout-control, mremap-swapout-address (as reported), mremap-swapout-stored, mremap-hog, mremap-hog-unpatched, mremap-hog-derived',
		},
	},
	{
		name: 'mte',
		aliases: ['tagged'],
		about:
			"How pages with arm64's memory tags are treated, a field of a preset (machine: mte; a region's tagged ranges). off: no tags. before-fix: the shrinker of underused THPs and the remap compare bytes alone, so tagged zeros are remapped and their tags lost. zeropage-flagged: they ask pages_identical, but the zeropage itself counts as tagged, so nothing ever equals it. fixed: that flag is gone too; tagged pages equal nothing.",
		facts: {
			proposed:
				'Before the fix two alternatives were named (David Hildenbrand and Lance Yang, 19 September 2025). skip-folio: the shrinker leaves a folio with any tagged page alone. ask-page: a page is asked whether it may be merged, for the count of the shrinker, for the remap, and early in KSM.',
			inferred:
				'No code for either was merged: skip-folio leaves the remap of other splits as it was, so tags are lost there; ask-page ends the visit of ksmd before the checksum, so that no THP is split for a tagged page alone. The zeropage was flagged as tagged then, so KSM merges nothing with it under either.',
			'6.18 on':
				'pages_identical, as fixed: KSM was always safe, since memcmp_pages of arm64 says of a tagged page that it differs from any other; but ksmd splits a THP before it asks.',
			presets:
				'mte-tags, mte-tags-before-fix, mte-underused, mte-underused-before-fix, mte-underused-zeropage-flagged, mte-skip-folio, mte-ask-page',
		},
	},
	{
		name: 'size',
		aliases: ['10x'],
		about:
			'Why the thread reports 60 MB/s that became 6: with use_zero_pages 0 and smart_scan 0 mainline needs one full scan for each zero-filled THP in front, so the factor is a size. With n THPs of zeros alone, scan k (2 to n+1) visits 512(n-k+1)+2 pages and frees 512: 512n + 256n(n-1) + 2n visits in all, where 6.11 needs 1,536n. The factor in time is about n/4 + 1 where visits cost alike: 3 at 16 MiB, 9 at 64 MiB, 130 and more at 1 GiB. What to ask a reporter of 10x: how much zero-filled THP memory lay in front.',
		facts: {
			'try it': 'ksmtop sweep slow-zero --vary zeros=4MiB,16MiB,64MiB,256MiB --kernels before,mainline',
			'smart_scan 1':
				"with the default the same pairs merge later still, in MB/s merged 22 times slower than on before instead of 15: ksmtop sweep slow-merge --vary smart_scan=0,1 --kernels before,mainline --until 'full_scans>=260' --format csv",
			checked:
				'the closed form on a measured 6.12 at n = 32 and 128, as far as it ran at 512; the times follow from the cost table',
		},
	},
];
