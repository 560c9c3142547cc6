// What people and programs do to a machine: the actions of a preset's timeline, with their contents compiled.

import type {Errno} from '../base/errno.js';
import type {Protection} from '../state/mm/process.js';
import type {ContentOf} from '../mm/vma/map-region.js';

export const ADVICES = [
	'mergeable',
	'unmergeable',
	'hugepage',
	'nohugepage',
	'dontfork',
	'dofork',
	'dontneed',
	'pageout',
	'cold',
	'free',
	'collapse',
	'hwpoison',
] as const;
/** madvise(2)'s advice, without the MADV_. */
export type Advice = (typeof ADVICES)[number];

/** Part of a region. Pages count from the region's start, half-open; left out, the whole region is meant. */
export interface Target {
	/** A process, or the name before the number of several alike; left out, every living process that has the region. */
	readonly process?: string;
	readonly region: string;
	readonly from?: number;
	readonly to?: number;
}

export interface RegionSpec {
	readonly name: string;
	readonly pages: number;
	/** Alignment of its start, in pages. */
	readonly alignPages: number;
	readonly node: number;
	/** A private mapping of a file of zeros; else anonymous memory. */
	readonly file?: boolean;
	readonly advice: readonly Advice[];
	/** Pages (half-open) that carry MTE tags. */
	readonly tagged: ReadonlyArray<readonly [from: number, to: number]>;
	/** What it is filled with; null leaves it untouched. */
	readonly content: ContentOf | null;
}

export interface ProcessSpec {
	readonly name: string;
	/** PR_SET_MEMORY_MERGE. */
	readonly mergeAny: boolean;
	readonly regions: readonly RegionSpec[];
}

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

/** What came of an action. A refusal is no failure of the model: it is recorded as an event. */
export interface ActionResult {
	readonly errno?: Errno;
	/** Pages that it affected. */
	readonly pages: number;
}
