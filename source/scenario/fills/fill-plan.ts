// A compiled fill as data: what content page i of a region has, for each instance of its process. From a plan come the
// function that the simulated machine asks for contents, and the C text of a reproducer.

import {PAGES_PER_THP, type ContentOf} from '../../core/index.js';
import {draw} from '../base/keyed-hash.js';

/** A run of pages of a pattern. */
export interface PlannedRun {
	/** First page within the period. */
	readonly start: number;
	/** Its length in pages. */
	readonly count: number;
	/** Content of its first page in the first repeat of the first instance. */
	readonly base: number;
	/** Added for each instance before this one. */
	readonly perInstance: number;
	/** Added for each page of the run before this one: 0 or 1. */
	readonly perPage: number;
	/** Added for each repeat of the period before this one. */
	readonly perRepeat: number;
}

/** The content of page i of a region, by the kind of its fill. `thps` takes its parts in turn, 512 pages each. */
export type FillPlan =
	| {readonly kind: 'content'; readonly content: number}
	/** base + perInstance * instance + floor(page / of) */
	| {readonly kind: 'rising'; readonly base: number; readonly perInstance: number; readonly of: number}
	| {readonly kind: 'pattern'; readonly period: number; readonly runs: readonly PlannedRun[]}
	/** Drawn with the process's key: one of `contents` from `base` on. */
	| {
			readonly kind: 'pool';
			readonly base: number;
			readonly contents: number;
			readonly keyFor: (process: string) => number;
	  }
	/** Drawn with the process's key: the first part whose upper edge (of 0..2^32) is above what is drawn. */
	| {
			readonly kind: 'mix';
			readonly edges: Float64Array;
			readonly parts: readonly FillPlan[];
			readonly keyFor: (process: string) => number;
	  }
	| {readonly kind: 'thps'; readonly parts: readonly FillPlan[]}
	| {readonly kind: 'image'; readonly base: number; readonly pages: number; readonly rest: FillPlan};

/** A plan with the process that it was bound to. */
export interface BoundPlan {
	/** Shared by all instances. */
	readonly plan: FillPlan;
	/** Number of the instance, from 0. */
	readonly instance: number;
	/** Name of the process. */
	readonly process: string;
}

const SCALE = 2 ** 32;
const bound = new WeakMap<ContentOf, BoundPlan>();

/** The plan behind a function that `bindPlan` made; undefined for any other. */
export const planOf = (content: ContentOf): BoundPlan | undefined => bound.get(content);

function patternContent(plan: FillPlan & {kind: 'pattern'}, instance: number): ContentOf {
	const {period, runs} = plan;
	const starts = Float64Array.from(runs, (run) => run.start);
	const bases = Float64Array.from(runs, (run) => run.base + run.perInstance * instance);
	const perPage = Uint8Array.from(runs, (run) => run.perPage);
	const perRepeat = Float64Array.from(runs, (run) => run.perRepeat);
	return (page) => {
		const repeat = Math.floor(page / period);
		const inside = page - repeat * period;
		let low = 0;
		let high = starts.length - 1;
		while (low < high) {
			const middle = (low + high + 1) >>> 1;
			if (starts[middle] <= inside) low = middle;
			else high = middle - 1;
		}
		return bases[low] + perRepeat[low] * repeat + perPage[low] * (inside - starts[low]);
	};
}

function contentOf(plan: FillPlan, instance: number, process: string): ContentOf {
	switch (plan.kind) {
		case 'content':
			return () => plan.content;
		case 'rising': {
			const base = plan.base + plan.perInstance * instance;
			const {of} = plan;
			return of === 1 ? (page) => base + page : (page) => base + Math.floor(page / of);
		}
		case 'pattern':
			return patternContent(plan, instance);
		case 'pool': {
			const key = plan.keyFor(process);
			return (page) => plan.base + Math.floor((draw(key, page) / SCALE) * plan.contents);
		}
		case 'mix': {
			const key = plan.keyFor(process);
			const parts = plan.parts.map((part) => contentOf(part, instance, process));
			return (page) => {
				const drawn = draw(key, page);
				let at = 0;
				while (plan.edges[at] <= drawn) at++;
				return parts[at](page);
			};
		}
		case 'thps': {
			const parts = plan.parts.map((part) => contentOf(part, instance, process));
			return (page) => parts[Math.floor(page / PAGES_PER_THP) % parts.length](page);
		}
		case 'image': {
			const rest = contentOf(plan.rest, instance, process);
			return (page) => (page < plan.pages ? plan.base + page : rest(page));
		}
	}
}

/** The contents of one instance of a region; `planOf` finds the plan again. */
export function bindPlan(plan: FillPlan, instance: number, process: string): ContentOf {
	const content = contentOf(plan, instance, process);
	bound.set(content, {plan, instance, process});
	return content;
}
