// The processes of a machine as ps, ksm_stat and smaps show them.

import type {Process, ThpAdvice, Vma} from '../state/mm/process.js';
import {processReport, type ProcessReport} from './process-report.js';
import {DeepReadonly, type ReadonlyMachine} from './readonly-machine.js';

/** A VMA, as a line of maps and the flags of smaps show it. Addresses are virtual page numbers. */
export interface VmaInfo {
	/** Name of the region that it belongs to. */
	readonly region: string;
	/** Its first page. */
	readonly start: number;
	/** The page after its last. */
	readonly end: number;
	/** Its first page in the page map of its run; the others follow. */
	readonly firstIndex: number;
	/** VM_MERGEABLE. */
	readonly mergeable: boolean;
	/** VM_LOCKED. */
	readonly locked: boolean;
	/** VM_DONTCOPY. */
	readonly dontFork: boolean;
	/** VM_HUGEPAGE, VM_NOHUGEPAGE, or neither. */
	readonly thp: ThpAdvice;
	/** NUMA node from which its pages come. */
	readonly node: number;
}

/** A process, as a line of ps and its files in /proc show it. */
export interface ProcessInfo {
	/** Index in Machine.processes; never used again. */
	readonly id: number;
	/** As the preset names it: escape it before printing. */
	readonly name: string;
	/** Its VMAs, sorted by address. */
	readonly vmas: readonly VmaInfo[];
	/** Pages that its VMAs span, touched or not. */
	readonly sizePages: number;
	/** ksmd has an mm_slot for it. */
	readonly knownToKsmd: boolean;
	/** Pages that ksmd has looked for in the unstable tree and found no equal of. */
	readonly unsharedPages: number;
	/** Its figures as reports give them. */
	readonly report: ProcessReport;
}

const vmaInfo = (vma: DeepReadonly<Vma>): VmaInfo => ({
	region: vma.region,
	start: vma.start,
	end: vma.end,
	firstIndex: vma.slot,
	mergeable: vma.mergeable,
	locked: vma.locked,
	dontFork: vma.dontFork,
	thp: vma.thp,
	node: vma.node,
});

function processInfo(process: DeepReadonly<Process>): ProcessInfo {
	return {
		id: process.id,
		name: process.name,
		vmas: process.vmas.map((vma) => vmaInfo(vma)),
		sizePages: process.vmas.reduce((pages, vma) => pages + vma.end - vma.start, 0),
		knownToKsmd: process.onMmList,
		unsharedPages: process.ksmUnsharedPages,
		report: processReport(process as Process),
	};
}

/** Processes that live, by id. */
export const processesOf = (m: ReadonlyMachine): ProcessInfo[] =>
	m.processes.filter(({alive}) => alive).map((process) => processInfo(process));
