// What a kernel shows of one process: /proc/PID/smaps_rollup, status and ksm_stat.

import {PAGE_BYTES, RMAP_ITEM_BYTES} from '../../base/page-size.js';
import type {Process} from '../../state/mm/process.js';
import type {CounterText} from './counter-text.js';

/** One figure of a process; its key in the table is the name of reports. */
export interface ProcessRow extends CounterText {
	/** The file below /proc/PID. */
	readonly file: 'smaps_rollup' | 'status' | 'ksm_stat';
	/** Its value now, in `unit`; of a process that has ended mostly 0. */
	readonly read: (process: Process) => number | boolean;
}

/** The rows by the names that JSON and conditions have for them, in the order of reports. */
export const PROCESS_FIGURES = {
	rss_anon_pages: {
		file: 'status',
		unit: 'pages',
		about: 'Anonymous pages that the process maps (RssAnon, there in kB); the zeropage is not among them.',
		source: 'MM_ANONPAGES, task_mem (fs/proc/task_mmu.c)',
		read: (process) => process.rssAnonPages,
	},
	anon_huge_pages: {
		file: 'smaps_rollup',
		unit: 'pages',
		about: 'Anonymous pages that the process maps by a PMD, 512 to a THP (AnonHugePages, there in kB).',
		source: 'smaps_pmd_entry (fs/proc/task_mmu.c)',
		read: (process) => process.anonHugePages,
	},
	swap_pages: {
		file: 'status',
		unit: 'pages',
		about: 'Swap entries of the process (VmSwap, there in kB).',
		source: 'MM_SWAPENTS, task_mem (fs/proc/task_mmu.c)',
		read: (process) => process.swapPages,
	},
	ksm_rmap_items: {
		file: 'ksm_stat',
		unit: 'rmap_items',
		about: 'rmap_items of the process.',
		source: 'ksm_rmap_items, proc_pid_ksm_stat (fs/proc/base.c)',
		read: (process) => process.ksmRmapItems,
	},
	ksm_zero_pages: {
		file: 'ksm_stat',
		unit: 'PTEs',
		about:
			'PTEs of the process that KSM pointed at the shared zeropage, alive now; those of folio splits are not in it.',
		source: 'mm_ksm_zero_pages, proc_pid_ksm_stat (fs/proc/base.c)',
		read: (process) => process.ksmZeroPages,
	},
	ksm_merging_pages: {
		file: 'ksm_stat',
		unit: 'pages',
		about:
			'rmap_items of the process in the stable tree: its pages that are merged, the first of each KSM page included.',
		source: 'ksm_merging_pages, proc_pid_ksm_stat (fs/proc/base.c)',
		read: (process) => process.ksmMergingPages,
	},
	ksm_process_profit: {
		file: 'ksm_stat',
		unit: 'bytes',
		about:
			'Merged pages and KSM zero pages of the process less the memory of its rmap_items. May be negative.',
		source: 'ksm_process_profit (mm/ksm.c)',
		read: (process) =>
			(process.ksmMergingPages + process.ksmZeroPages) * PAGE_BYTES - process.ksmRmapItems * RMAP_ITEM_BYTES,
	},
	ksm_merge_any: {
		file: 'ksm_stat',
		unit: 'yes or no',
		about: 'Whether PR_SET_MEMORY_MERGE is set for the process.',
		source: 'MMF_VM_MERGE_ANY, proc_pid_ksm_stat (fs/proc/base.c)',
		read: (process) => process.alive && process.mergeAny,
	},
	ksm_mergeable: {
		file: 'ksm_stat',
		unit: 'yes or no',
		about: 'Whether any VMA of the process is mergeable (VM_MERGEABLE).',
		source: 'ksm_process_mergeable (mm/ksm.c)',
		read: (process) => process.vmas.some((vma) => vma.mergeable),
	},
} as const satisfies Record<string, ProcessRow>;

/** A key of PROCESS_FIGURES. */
export type ProcessFigure = keyof typeof PROCESS_FIGURES;
/** The figures of one process. */
export type ProcessFigures = {[Name in ProcessFigure]: ReturnType<(typeof PROCESS_FIGURES)[Name]['read']>};
