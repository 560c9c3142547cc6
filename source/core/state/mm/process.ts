// A process, its mm and its VMAs (struct mm_struct, struct vm_area_struct), as plain data. Addresses are virtual page
// numbers. Leaves out shared mappings, brk and stack: every VMA is private, every VMA is fit for KSM.

import type {PmdRange, PageNumber, Slot} from '../../base/brands.js';

/** MADV_HUGEPAGE, MADV_NOHUGEPAGE, or neither. */
export type ThpAdvice = 'none' | 'huge' | 'nohuge';

/** What a program may do with the pages of a VMA (VM_READ, VM_WRITE). */
export const PROTECTIONS = ['read_write', 'read_only', 'none'] as const;
/** One of PROTECTIONS: VM_READ and VM_WRITE, VM_READ alone, or neither. */
export type Protection = (typeof PROTECTIONS)[number];

/** struct vm_area_struct. */
export interface Vma {
	/** Its first page. */
	start: PageNumber;
	/** The page after its last. */
	end: PageNumber;
	/** The slot of `start`; the slots of a VMA are consecutive. */
	slot: Slot;
	/** VM_MERGEABLE. */
	mergeable: boolean;
	/** VM_DONTCOPY. */
	dontFork: boolean;
	/** VM_LOCKED. */
	locked: boolean;
	/** VM_HUGEPAGE, VM_NOHUGEPAGE, or neither. */
	thp: ThpAdvice;
	/** What mprotect(2) left; read_write at creation. */
	protection: Protection;
	/**
	 * A private mapping of a file of zeros. The page cache is not modelled: until a page is written its slot stays empty, as
	 * it is for KSM, which scans anonymous pages only; a write copies it.
	 */
	file: boolean;
	/** The linear index of `start` (vm_pgoff): start at creation, kept by mremap. */
	pageOffset: PageNumber;
	/** Its anon_vma in Machine.anonVmas, 0 before the first fault. */
	anonVma: number;
	/** NUMA node from which its pages are allocated. */
	node: number;
	/** Name of the region that it belongs to, for reports and the view. */
	region: string;
}

/** struct anon_vma: the VMAs that may map pages which were first mapped through it: the VMA's own and those of later forks. */
export interface AnonVma {
	/** The anon_vma of the oldest ancestor; its VMAs are the whole family. */
	readonly root: number;
	/** The one that it was forked from, 0 for a root. A VMA is in its own anon_vma and in those above it. */
	readonly parent: number;
	/** The VMAs in its interval tree, in the order in which they joined. */
	readonly vmas: Vma[];
}

/**
 * A run of virtual addresses that owns slots: from `start`, `ranges` PMD ranges from `first`. Outlives the VMAs in
 * it while rmap_items remain.
 */
export interface Extent {
	/** Its first page, aligned to 512. */
	start: PageNumber;
	/** The page after its last. */
	end: PageNumber;
	/** The PMD range of slots that holds `start`. */
	first: PmdRange;
	/** PMD ranges of 512 pages. */
	ranges: number;
}

/** A named run of addresses, as presets and the view name it. */
export interface Region {
	/** Unique within its process, as the preset gives it; a moved part is called "<name>-moved". */
	name: string;
	/** Its first page. */
	start: PageNumber;
	/** Its length, pages unmapped since included. */
	pages: number;
	/** It was copied by fork: an action that names no process applies to the process that mapped the region first. */
	inherited: boolean;
	/** Pages (half-open, from the region's start) that carry MTE tags. */
	tagged: Array<[from: number, to: number]>;
}

/** struct task_struct and struct mm_struct in one; exec ends it and begins another. */
export interface Process {
	/** Index in Machine.processes. */
	readonly id: number;
	/** As the preset names it: text of a user, to be escaped before printing. */
	name: string;
	/** mm_users > 0. */
	alive: boolean;
	/** Sorted by address, never overlapping. */
	vmas: Vma[];
	/** Which slots belong to which of its addresses. */
	extents: Extent[];
	/** Its regions, in the order in which they were mapped. */
	regions: Region[];
	/** The address of the next mapping that names none. */
	nextAddress: PageNumber;
	/** MMF_VM_MERGE_ANY. */
	mergeAny: boolean;
	/** Whether ksmd has an mm_slot for it. */
	onMmList: boolean;
	/** MM_ANONPAGES. */
	rssAnonPages: number;
	/** Those of them that PMDs map. */
	anonHugePages: number;
	/** MM_SWAPENTS. */
	swapPages: number;
	/** mm->ksm_rmap_items. */
	ksmRmapItems: number;
	/** mm->ksm_merging_pages. */
	ksmMergingPages: number;
	/** mm->ksm_zero_pages. */
	ksmZeroPages: number;
	/** Those of the ksm_zero_pages that it got by fork without a PTE that maps one: see mm/fork.ts. */
	ksmZeroPagesUncopied: number;
	/** rmap_items with UNSTABLE_FLAG: in the unstable tree, or counted there since the last full scan. */
	ksmUnsharedPages: number;
}

/** Address of the first region of a process. */
export const FIRST_ADDRESS = 0x7000_0000 as PageNumber;

/** A living process without memory; the caller adds it to Machine.processes at index `id`. */
export function createProcess(id: number, name: string): Process {
	return {
		id,
		name,
		alive: true,
		vmas: [],
		extents: [],
		regions: [],
		nextAddress: FIRST_ADDRESS,
		mergeAny: false,
		onMmList: false,
		rssAnonPages: 0,
		anonHugePages: 0,
		swapPages: 0,
		ksmRmapItems: 0,
		ksmMergingPages: 0,
		ksmZeroPages: 0,
		ksmZeroPagesUncopied: 0,
		ksmUnsharedPages: 0,
	};
}
