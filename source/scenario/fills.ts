// Compiles a fill to a function from page to content. Page i of a region gets the same content whoever asks and in
// whatever order; patterns of thousands of runs cost a binary search per page.

import type {ContentOf} from '../core/mm/vma/map-region.js';
import {PAGES_PER_THP} from '../core/base/page-size.js';
import type {Fill, Run} from './fill-schema.js';
import {draw, keyOf} from './keyed-hash.js';
import {MAX_CONTENT} from './limits.js';
import {periodOf, runContents} from './named-contents.js';
import type {Path} from './problems.js';

/** The contents of one instance of a region, by the number of the instance and the name of its process. */
export type Bind = (instance: number, process: string) => ContentOf;

export interface FillContext {
	/** The pages that are filled, in pages from the region's start, half-open. */
	readonly from: number;
	readonly to: number;
	/** How many instances there may be: each gets its own contents where none are named. */
	readonly instances: number;
	readonly seed: number;
	/** What the draws depend on besides seed, process and page. */
	readonly key: string;
	/** A range of `count` contents that nothing else has. Notes a problem at `path` when there are none left. */
	own(count: number, path: Path): number;
	/** First content of the image of that name. */
	image(name: string): number;
	/** Notes a problem. */
	fault(path: Path, message: string, allowed?: string): void;
}

const SCALE = 2 ** 32;

function compilePattern(runs: readonly Run[], context: FillContext, path: Path): Bind {
	const period = periodOf(runs);
	const repeats = Math.ceil(context.to / period);
	const starts = new Float64Array(runs.length);
	const bases = new Float64Array(runs.length);
	/** What an instance adds to the base: 0 where contents are named. */
	const strides = new Float64Array(runs.length);
	/** What a page and a repeat add. */
	const perPage = new Uint8Array(runs.length);
	const perRepeat = new Float64Array(runs.length);
	let at = 0;
	for (const [i, run] of runs.entries()) {
		starts[i] = at;
		at += run.count;
		if (run.kind === 'zero') continue;
		const contents = runContents(run, repeats);
		bases[i] = run.from ?? context.own(contents * context.instances, [...path, i]);
		strides[i] = run.from === null ? contents : 0;
		perPage[i] = run.kind === 'content' ? 0 : 1;
		perRepeat[i] = run.kind === 'unique' ? run.count : 0;
	}
	return (instance) => (page) => {
		const repeat = Math.floor(page / period);
		const inside = page - repeat * period;
		let low = 0;
		let high = starts.length - 1;
		while (low < high) {
			const middle = (low + high + 1) >>> 1;
			if (starts[middle] <= inside) low = middle;
			else high = middle - 1;
		}
		return (
			bases[low] + strides[low] * instance + perRepeat[low] * repeat + perPage[low] * (inside - starts[low])
		);
	};
}

function compileMix(fill: Fill & {kind: 'mix'}, context: FillContext, path: Path): Bind {
	const parts = fill.parts.map((part, i) =>
		compileFill(part.fill, {...context, key: `${context.key}/${i}`}, [...path, 'mix', i, 'fill']),
	);
	const edges = new Float64Array(parts.length);
	let sum = 0;
	for (const [i, part] of fill.parts.entries()) edges[i] = (sum += part.share) * SCALE;
	edges[parts.length - 1] = SCALE;
	return (instance, process) => {
		const key = keyOf(`${context.seed}/${process}/${context.key}/mix`);
		const bound = parts.map((part) => part(instance, process));
		return (page) => {
			const drawn = draw(key, page);
			let at = 0;
			while (edges[at] <= drawn) at++;
			return bound[at](page);
		};
	};
}

/** Compiles a fill. Problems are noted in the context; what is returned then must not be used. */
export function compileFill(fill: Fill, context: FillContext, path: Path): Bind {
	const {from, to, instances} = context;
	switch (fill.kind) {
		case 'zero': {
			return () => () => 0;
		}
		case 'content': {
			return () => () => fill.content;
		}
		case 'unique': {
			if (fill.from !== null) {
				const named = fill.from;
				return () => (page) => named + page;
			}
			const count = to - from;
			const base = context.own(count * instances, path) - from;
			return (instance) => (page) => base + count * instance + page;
		}
		case 'groups': {
			const {of} = fill;
			if (fill.from !== null) {
				const named = fill.from;
				return () => (page) => named + Math.floor(page / of);
			}
			const first = Math.floor(from / of);
			const count = Math.ceil(to / of) - first;
			const base = context.own(count * instances, path) - first;
			return (instance) => (page) => base + count * instance + Math.floor(page / of);
		}
		case 'pool': {
			// One pool for all instances: that they share is what a pool is for.
			const base = context.own(fill.contents, path);
			return (_, process) => {
				const key = keyOf(`${context.seed}/${process}/${context.key}/pool`);
				return (page) => base + Math.floor((draw(key, page) / SCALE) * fill.contents);
			};
		}
		case 'mix': {
			return compileMix(fill, context, path);
		}
		case 'pattern': {
			return compilePattern(fill.runs, context, [...path, 'pattern']);
		}
		case 'thps': {
			const fills = fill.fills.map((part, i) =>
				compileFill(part, {...context, key: `${context.key}/${i}`}, [...path, 'thps', i]),
			);
			return (instance, process) => {
				const bound = fills.map((part) => part(instance, process));
				return (page) => bound[Math.floor(page / PAGES_PER_THP) % bound.length](page);
			};
		}
		case 'image': {
			if (fill.pages > context.to)
				context.fault(
					[...path, 'image', 'size'],
					'an image larger than its region',
					'at most the size of the region',
				);
			const base = context.image(fill.name);
			const rest = compileFill(fill.rest, {...context, key: `${context.key}/rest`}, [
				...path,
				'image',
				'rest',
			]);
			return (instance, process) => {
				const beyond = rest(instance, process);
				return (page) => (page < fill.pages ? base + page : beyond(page));
			};
		}
		case 'volatile': {
			context.fault(
				[...path, 'volatile'],
				'only a whole region can be volatile',
				'volatile as the fill of a region',
			);
			return () => () => MAX_CONTENT;
		}
	}
}
