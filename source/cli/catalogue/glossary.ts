// What reports and screens print beside counters and causes: rates, scores and the titles of their rows and columns,
// each with its unit and the window that it is of.

import type {Entry} from './entry.js';

const OWN =
	"from ksmd's first wakeup until it had freed 90 % of what it freed in the run; to the end if it freed nothing";
const COMMON =
	"one for all kernels: from ksmd's first wakeup in any of them to the latest moment at which one had 90 % of what it freed";
const RUN = 'the whole run';
const SECOND = 'the latest simulated second';

interface Figure {
	/** The name in JSON, CSV or conditions first; then titles of rows and columns. */
	readonly names: readonly [string, ...string[]];
	readonly unit: string;
	readonly window: string;
	readonly about: string;
}

const FIGURES: readonly Figure[] = [
	{
		names: [
			'rates.freed_mb_s',
			'freed_mb_s',
			'MB/s freed to 90 %',
			'freed MB/s',
			'rate in that time',
			'own MB/s',
		],
		unit: '10^6 bytes per second of simulated time',
		window: OWN,
		about:
			'Memory that ksmd freed by merging or by remaps of its own splits. Each kernel over its own time, so not comparable with the CPU % of another kernel; common_rates is comparable.',
	},
	{
		names: ['rates.merged_mb_s', 'merged_mb_s', 'merged MB/s'],
		unit: '10^6 bytes per second of simulated time',
		window: OWN,
		about: 'Of the memory that ksmd freed, what it freed by merging: causes ksm_merge and ksm_zero_page.',
	},
	{
		names: ['rates.ksmd_cpu_percent', 'ksmd_cpu_percent', 'ksmd CPU', 'ksmd CPU in that time'],
		unit: 'per cent of one CPU',
		window: OWN,
		about: "CPU time of ksmd, from the model's table of measured costs, over simulated time.",
	},
	{
		names: ['rates.freed_per_wakeup', 'freed_per_wakeup', 'freed/wakeup'],
		unit: 'pages per wakeup, on average',
		window: OWN,
		about: 'Pages that ksmd freed by merging or splitting over its wakeups.',
	},
	{
		names: ['rates.burst_mb_s', 'burst_mb_s', 'most MB in one second', 'MB/1 s', 'most in one second'],
		unit: '10^6 bytes in one second',
		window: 'any second of the run so far, in steps of a millisecond',
		about:
			'The most memory that ksmd freed in one second. A mean over a full scan hides a burst: what mainline frees at the start of full scan 2 takes a fraction of a second after a minute of checksums.',
	},
	{
		names: ['rates.wakeups'],
		unit: 'wakeups',
		window: OWN,
		about: 'Batches of ksmd that ended in that time.',
	},
	{
		names: ['rates.from_ns', 'rates.to_ns', 'from_ns', 'to_ns'],
		unit: 'simulated ns since the start of the run',
		window: OWN,
		about: 'The window of the rates beside which it stands.',
	},
	{
		names: [
			'common',
			'common_rates',
			'window',
			'MB/s',
			'MB/s freed',
			'MB/s merged',
			'ksmd CPU %',
			'CPU %',
			'merged',
		],
		unit: 'as rates: MB/s (10^6 bytes per second), per cent of one CPU, pages per wakeup',
		window: COMMON,
		about:
			'Rates for comparing kernels. Wakeups count when they ended in the window, a batch under way at its end by the share that had passed. A run that met its until before is continued to it for this purpose only.',
	},
	{
		names: ['time_to_90_percent_ns', 'time to 90 %', 'to 90 %', 'until 90 % freed'],
		unit: 'simulated ns',
		window: "from ksmd's first wakeup",
		about: 'How long ksmd took to free 90 % of what it freed in the run; nothing if it freed nothing.',
	},
	{
		names: ['ksmd_cpu_s_per_gib', 'CPU s per GiB to 90 %', 's/GiB'],
		unit: "seconds of ksmd's CPU time per GiB freed",
		window: OWN,
		about:
			'What it cost to free memory. Splits by others and the work of reclaim are not in it: see split_cpu_ns.',
	},
	{
		names: ['ksm_sees', 'KSM sees', 'KSM counts', 'KSM counts of it', 'KSM', 'sees'],
		unit: 'share, 0 to 1 or per cent; nothing while ksmd freed nothing',
		window: RUN,
		about:
			"The part of what ksmd freed that pages_sharing and ksm_zero_pages account for, and that run=2 gives back. The rest went in remaps of KSM's own splits, which no counter of KSM shows and unmerging does not undo.",
	},
	{
		names: [
			'worst_wakeup_pages',
			'worst_wakeup_budget',
			'most/wakeup',
			'worst wakeup',
			'most in one wakeup',
			'wakeup',
			'budget',
		],
		unit: 'pages freed by one wakeup of ksmd, of pages_to_scan at its start',
		window: 'wakeups of the run that have ended',
		about:
			'The wakeup in which ksmd freed the most, beside its pages_to_scan; x512 is how many times that. pages_to_scan bounds the pages that it visits, not what a visit frees.',
	},
	{
		names: ['freed_by_ksmd', 'freed by ksmd', 'freed'],
		unit: 'pages of 4 KiB, or binary sizes',
		window: RUN,
		about: 'Pages freed by ksm_merge, by ksm_zero_page, and by the remaps of splits that ksmd asked for.',
	},
	{
		names: ['rate_limit_kept'],
		unit: 'true or false',
		window: RUN,
		about: 'No wakeup freed more pages than pages_to_scan, and no visit of one page freed more than one.',
	},
	{
		names: ['policy_kept'],
		unit: 'true or false',
		window: RUN,
		about:
			'ksmd mapped the zeropage only for pages that ksm_zero_pages counts, so that use_zero_pages alone decided.',
	},
	{
		names: ['most in one visit', 'visit'],
		unit: 'pages',
		window: RUN,
		about:
			'As max_freed_in_one_visit: the most pages that ksmd freed by visiting one page; 1 by merging it, up to 512 by a split that remaps.',
	},
	{
		names: ['longest wakeup', 'longest'],
		unit: 'simulated ns',
		window: RUN,
		about:
			'As longest_wakeup_ns: the longest batch of ksmd, from its start to its end, without the sleep: how long ksmd runs before it sleeps again.',
	},
	{
		names: ['freed_by_other_splits', 'freed by other splits', 'not by ksmd', 'others'],
		unit: 'pages',
		window: RUN,
		about:
			'Freed by remaps in splits that others than ksmd asked for: the shrinker, reclaim, migration, madvise, debugfs.',
	},
	{
		names: ['zero tests by splits', 'zero tests'],
		unit: 'subpages tested, one for each PTE',
		window: RUN,
		about:
			'As zero_tests.<splitter>, all together: subpages whose contents splits compared with zeros. That is the scanning which patch 3 of series v1 wants to save.',
	},
	{
		names: ['zero_pages_left', 'zero pages left', 'zeros'],
		unit: 'pages, at the end of the run',
		window: 'the moment at which it is read',
		about: 'Allocated pages that contain only zeros. KSM pages of zeros count too: one for each 256 sharers.',
	},
	{
		names: ['thps_kept', 'thps_made', 'THPs kept', 'THPs left', 'THPs'],
		unit: 'THPs mapped as a whole, of those that were ever faulted in or collapsed',
		window: RUN,
		about: 'Huge pages that are left, as nr_anon_transparent_hugepages counts them.',
	},
	{
		names: ['swap_written_pages', 'pages written to swap', 'swap'],
		unit: 'pages',
		window: RUN,
		about: 'As pswpout. Zero-filled pages take a swap slot without I/O where the kernel tests for them.',
	},
	{
		names: ['swap_slots_of_zero_pages', 'swap slots of zeros', 'zero swap slots'],
		unit: 'swap slots, at the end of the run',
		window: 'the moment at which it is read',
		about: 'Swap slots that zero-filled pages occupy.',
	},
	{
		names: ['now freed', 'now merged', 'now MB/s'],
		unit: '10^6 bytes per second of simulated time',
		window: SECOND,
		about: 'What ksmd frees, or frees by merging, at present.',
	},
	{
		names: ['CPU'],
		unit: 'per cent of one CPU',
		window: SECOND,
		about: "ksmd's CPU time at present.",
	},
	{
		names: ['over budget'],
		unit: 'wakeups',
		window: RUN,
		about: 'As wakeups_over_budget: wakeups of ksmd that freed more pages than pages_to_scan.',
	},
	{
		names: ['scans', 'full scans', 'pass', 'passes'],
		unit: 'full scans',
		window: RUN,
		about: 'As full_scans; pass never restarts, full_scans does with run=2.',
	},
	{
		names: ['wakeups', 'wakeup_log'],
		unit: 'batches of ksmd; in the log N wakeups in a row as NxS,F: S pages scanned, F freed in each',
		window: RUN,
		about: 'ksmd wakes, visits up to pages_to_scan pages, and sleeps for sleep_millisecs.',
	},
	{
		names: ['first_divergence', 'first differs from'],
		unit: 'simulated ns, and the first figure that differs',
		window: RUN,
		about:
			'The first wakeup or action after which a kernel differs from the first one, wakeup k compared with wakeup k. CPU time is not compared: it follows from the cost table.',
	},
	{
		names: ['fingerprint'],
		unit: '16 hex digits',
		window: 'the moment at which it is read',
		about:
			'A hash of the simulated state, ledger and time. The same preset, seed and commands give the same one on any machine.',
	},
	{
		names: ['time', 'time_ns'],
		unit: 'simulated time since the start of the run; ns in JSON',
		window: RUN,
		about: 'Simulated, not wall-clock time: how fast the program runs changes nothing.',
	},
	{
		names: ['stale ends', 'stale item'],
		unit: 'searches of the unstable tree',
		window: RUN,
		about:
			'As unstable_search_ended_at_stale_node. A stale item (our word) is an item of the unstable tree whose page is gone: a search that meets it ends there, and its page is neither merged nor inserted.',
	},
	{
		names: ['ghost'],
		unit: 'pages',
		window: RUN,
		about:
			'Our word for a page that is inserted in the unstable tree although it lost its mapping in the same visit.',
	},
];

/** Rates, scores and titles of reports, each with unit and window. */
export const FIGURE_ENTRIES: readonly Entry[] = FIGURES.map(
	({names: [name, ...aliases], unit, window, about}) => ({
		name,
		aliases,
		about,
		facts: {unit, window},
	}),
);
