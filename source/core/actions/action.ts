// What users and programs do to a machine: the actions of a preset's timeline, with their contents compiled. Each is a
// system call, a write to sysfs, procfs or debugfs, or an event such as memory pressure.

import type {Errno} from '../base/errno.js';
import type {Protection} from '../state/mm/process.js';
import type {ContentOf} from '../mm/vma/map-region.js';

/** The advice that a region can have from the start. */
export const REGION_ADVICES = [
	'mergeable',
	'unmergeable',
	'hugepage',
	'nohugepage',
	'dontfork',
	'dofork',
] as const;

/**
 * The advice that presets can give: madvise(2)'s names in lower case, without the MADV_; all others are refused
 * when a preset is read.
 */
export const ADVICES = [
	...REGION_ADVICES,
	'dontneed',
	'pageout',
	'cold',
	'free',
	'collapse',
	'hwpoison',
] as const;
/** One of ADVICES. */
export type Advice = (typeof ADVICES)[number];

/** Part of a region. Pages count from the region's start, half-open; left out, the whole region is meant. */
export interface Target {
	/** A process, or the name before the number of several alike; left out, every living process that has the region. */
	readonly process?: string;
	/** Name of the region; actions on a name that no process has give ENOENT. */
	readonly region: string;
	/** First page, from 0; default 0. */
	readonly from?: number;
	/** The page after the last; default the region's length. */
	readonly to?: number;
}

/** A region to be mapped, with the contents that it is filled with. */
export interface RegionSpec {
	/** Its name in actions and reports. */
	readonly name: string;
	/** Length in pages, > 0. */
	readonly pages: number;
	/** Alignment of its start, in pages. */
	readonly alignPages: number;
	/** NUMA node of its pages, from 0. */
	readonly node: number;
	/** A private mapping of a file of zeros; default false, anonymous memory. */
	readonly file?: boolean;
	/** Given in this order; `mergeable` takes effect after the region is filled. */
	readonly advice: readonly Advice[];
	/** Pages (half-open) that carry MTE tags. */
	readonly tagged: ReadonlyArray<readonly [from: number, to: number]>;
	/** What it is filled with; null leaves it untouched. */
	readonly content: ContentOf | null;
}

/** A process to be started, with its regions in order of address. */
export interface ProcessSpec {
	/** Its name in actions and reports. */
	readonly name: string;
	/** PR_SET_MEMORY_MERGE. */
	readonly mergeAny: boolean;
	/** Mapped and filled one after another. */
	readonly regions: readonly RegionSpec[];
}

/** One action, by the name that a preset's timeline has for it. Names of processes that are not alive give ENOENT. */
export type Action =
	| {readonly do: 'set'; readonly knob: string; readonly value: string}
	| {readonly do: 'write'; readonly target: Target; readonly content: (process: string) => ContentOf}
	| {
			readonly do: 'read' | 'munmap' | 'pin' | 'unpin' | 'mlock' | 'munlock' | 'collapse' | 'split';
			readonly target: Target;
	  }
	| {readonly do: 'madvise'; readonly target: Target; readonly advice: Advice}
	/** mprotect(2). */
	| {readonly do: 'mprotect'; readonly target: Target; readonly protection: Protection}
	/** process_madvise(2), which another process calls. */
	| {readonly do: 'process_madvise'; readonly target: Target; readonly advice: Advice}
	| {readonly do: 'migrate'; readonly target: Target; readonly node: number}
	| {readonly do: 'mremap'; readonly target: Target; readonly to: {readonly page: number} | null}
	| {readonly do: 'mmap'; readonly process: string; readonly region: RegionSpec}
	| {readonly do: 'fork'; readonly process: string; readonly name: string; readonly count: number}
	| {readonly do: 'exec' | 'exit'; readonly process: string}
	| {readonly do: 'start'; readonly process: ProcessSpec}
	| {readonly do: 'prctl'; readonly process: string; readonly mergeAny: boolean}
	| {readonly do: 'pressure'; readonly pages: number}
	| {readonly do: 'drop_caches'; readonly what: number}
	/** The CPU's batches of new pages are worked off, as any mlock does, of whatever process (mm/mlock.c, mlock_vma_pages_range). */
	| {readonly do: 'lru_add_drain'}
	/** khugepaged does now what is due, before ksmd and whatever else is due at this moment. */
	| {readonly do: 'khugepaged_turn'};

/** The outcome of an action. An errno is not a failure of the model: it is what the kernel would return, and recorded as an event. */
export interface ActionResult {
	/** What the kernel would return; undefined for success. */
	readonly errno?: Errno;
	/** Pages that it affected: those of the ranges it names, or those reclaimed or forked; 0 where pages are not the point. */
	readonly pages: number;
}
