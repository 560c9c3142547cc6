// Figures of the ledger: what ksmd freed at once, against its budget, and what splits cost. No kernel shows them.

import type {Machine} from '../../state/machine.js';
import {
	ALLOC_CAUSES,
	FREE_CAUSES,
	SPLITTERS,
	type AllocCause,
	type FreeCause,
	type Splitter,
} from '../causes.js';
import type {CounterRow} from './counter.js';
import type {CounterText} from './counter-text.js';

/** The rows by the names that JSON and conditions have for them, in the order of reports. */
export const LEDGER_FIGURES = {
	max_freed_in_one_wakeup: {
		type: 'gauge',
		unit: 'pages',
		about:
			'The most pages that ksmd freed in one wakeup so far, by merging and by the splits that it asked for. pages_to_scan does not bound it where splits remap zero pages.',
		source: 'ledger of the model, ksm_do_scan (mm/ksm.c)',
		read: (m) => m.ledger.maxFreedInOneWakeup,
	},
	wakeups_over_budget: {
		type: 'counter',
		unit: 'wakeups',
		about: 'Wakeups in which ksmd freed more pages than pages_to_scan allowed it to visit.',
		source: 'ledger of the model, ksm_do_scan (mm/ksm.c)',
		read: (m) => m.ledger.wakeupsOverBudget,
	},
	max_freed_in_one_visit: {
		type: 'gauge',
		unit: 'pages',
		about:
			'The most pages that ksmd freed by visiting one page so far: 1 by merging, up to 512 by a split that remaps zero pages.',
		source: 'ledger of the model, cmp_and_merge_page (mm/ksm.c)',
		read: (m) => m.ledger.maxFreedInOneVisit,
	},
	max_freed_in_one_second: {
		type: 'gauge',
		unit: 'pages',
		about:
			'The most pages that ksmd freed in any second of simulated time so far, measured in steps of a millisecond.',
		source: 'ledger of the model, ksm_do_scan (mm/ksm.c)',
		dependsOnCosts: true,
		read: (m) => m.ledger.burst.maxPages,
	},
	longest_wakeup_ns: {
		type: 'gauge',
		unit: 'ns',
		about:
			'The longest batch of ksmd so far, from its start to its end in simulated time: its visits and their splits, without the sleep.',
		source: 'the cost table of the model, ksm_do_scan (mm/ksm.c)',
		dependsOnCosts: true,
		read: (m) => m.ledger.longestWakeupNs,
	},
} as const satisfies Record<string, CounterRow>;

/** Figures that are kept for each of several names: `group.name`. */
export interface GroupRow<Name extends string = string> extends CounterText {
	/** The second parts of the figures' names: causes or splitters. */
	readonly names: readonly Name[];
	/** The figure of one of `names` now, in `unit`. */
	readonly read: (m: Machine, name: Name) => number;
}

const group = <Name extends string>(row: GroupRow<Name>): GroupRow => row as unknown as GroupRow;

/** The groups of page counts: freed and allocated by cause, split remaps by splitter. */
export const PAGE_GROUPS = {
	freed_pages: group<FreeCause>({
		names: FREE_CAUSES,
		unit: 'pages',
		about: 'Pages freed, by cause; every page that is freed counts under exactly one.',
		source: 'ledger of the model',
		read: (m, cause) => m.ledger.freedPages[cause],
	}),
	split_remap_by: group<Splitter>({
		names: SPLITTERS,
		unit: 'pages',
		about:
			'Pages freed because a folio split mapped the zeropage, by who asked for the split; sums to freed_pages.split_remap.',
		source: 'ledger of the model, try_to_map_unused_to_zeropage (mm/migrate.c)',
		read: (m, splitter) => m.ledger.splitRemapBy[splitter],
	}),
	allocated_pages: group<AllocCause>({
		names: ALLOC_CAUSES,
		unit: 'pages',
		about: 'Pages allocated, by cause; allocated less freed pages are those in use.',
		source: 'ledger of the model',
		read: (m, cause) => m.ledger.allocatedPages[cause],
	}),
} as const satisfies Record<string, GroupRow>;

/** The groups that measure the work of folio splits, by what asked for them. */
export const SPLIT_GROUPS = {
	zero_tests: group<Splitter>({
		names: SPLITTERS,
		unit: 'PTEs',
		about:
			'Subpages whose contents folio splits compared with zeros, one test for each PTE, by who asked for the split. A VMA or a PTE that is spared is not tested.',
		source: 'try_to_map_unused_to_zeropage (mm/migrate.c)',
		read: (m, splitter) => m.ledger.zeroTests[splitter],
	}),
	split_cpu_ns: group<Splitter>({
		names: SPLITTERS,
		unit: 'ns',
		about:
			"CPU time of folio splits with their tests and remaps by the cost table, by who asked for the split; ksmd's is part of ksmd_cpu_ns.",
		source: 'the cost table of the model, __folio_split (mm/huge_memory.c)',
		dependsOnCosts: true,
		read: (m, splitter) => m.ledger.splitCpuNs[splitter],
	}),
} as const satisfies Record<string, GroupRow>;
