// Compiles a fill to a plan of page contents. Page i of a region gets the same content in whatever order pages are asked
// for; patterns of thousands of runs cost a binary search per page.

import type {ContentOf} from '../../core/index.js';
import type {Fill, Run} from '../schema/fill-schema.js';
import {bindPlan, type FillPlan, type PlannedRun} from './fill-plan.js';
import {keyOf} from '../base/keyed-hash.js';
import {MAX_CONTENT} from '../base/limits.js';
import {periodOf, runContents} from './named-contents.js';
import type {Path} from '../parse/problems.js';

/** The contents of one instance of a region, by the number of the instance and the name of its process. */
export type Bind = (instance: number, process: string) => ContentOf;

/** Where a fill is compiled, and what it may ask for. */
export interface FillContext {
	/** First page that is filled, from the region's start. */
	readonly from: number;
	/** The page after the last that is filled. */
	readonly to: number;
	/** How many instances there may be: each gets its own contents where none are named. */
	readonly instances: number;
	/** Scenario.seed. */
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

function planPattern(runs: readonly Run[], context: FillContext, path: Path): FillPlan {
	const period = periodOf(runs);
	const repeats = Math.ceil(context.to / period);
	let start = 0;
	const planned = runs.map((run, i): PlannedRun => {
		const place = {start, count: run.count};
		start += run.count;
		if (run.kind === 'zero') return {...place, base: 0, perInstance: 0, perPage: 0, perRepeat: 0};
		const contents = runContents(run, repeats);
		return {
			...place,
			base: run.from ?? context.own(contents * context.instances, [...path, i]),
			perInstance: run.from === null ? contents : 0,
			perPage: run.kind === 'content' ? 0 : 1,
			perRepeat: run.kind === 'unique' ? run.count : 0,
		};
	});
	return {kind: 'pattern', period, runs: planned};
}

function planMix(fill: Fill & {kind: 'mix'}, context: FillContext, path: Path): FillPlan {
	const parts = fill.parts.map((part, i) =>
		planFill(part.fill, {...context, key: `${context.key}/${i}`}, [...path, 'mix', i, 'fill']),
	);
	const edges = new Float64Array(parts.length);
	let sum = 0;
	for (const [i, part] of fill.parts.entries()) edges[i] = (sum += part.share) * SCALE;
	edges[parts.length - 1] = SCALE;
	return {
		kind: 'mix',
		edges,
		parts,
		keyFor: (process) => keyOf(`${context.seed}/${process}/${context.key}/mix`),
	};
}

function planImage(fill: Fill & {kind: 'image'}, context: FillContext, path: Path): FillPlan {
	if (fill.pages > context.to)
		context.fault(
			[...path, 'image', 'size'],
			'an image larger than its region',
			'at most the size of the region',
		);
	const rest = planFill(fill.rest, {...context, key: `${context.key}/rest`}, [...path, 'image', 'rest']);
	return {kind: 'image', base: context.image(fill.name), pages: fill.pages, rest};
}

/** Pages of which each `of` in a row are equal: as named, or of contents that nothing else has. */
function planRising(of: number, named: number | null, context: FillContext, path: Path): FillPlan {
	if (named !== null) return {kind: 'rising', base: named, perInstance: 0, of};
	const first = Math.floor(context.from / of);
	const count = Math.ceil(context.to / of) - first;
	const base = context.own(count * context.instances, path) - first;
	return {kind: 'rising', base, perInstance: count, of};
}

function planFill(fill: Fill, context: FillContext, path: Path): FillPlan {
	switch (fill.kind) {
		case 'zero':
			return {kind: 'content', content: 0};
		case 'content':
			return {kind: 'content', content: fill.content};
		case 'unique':
			return planRising(1, fill.from, context, path);
		case 'groups':
			return planRising(fill.of, fill.from, context, path);
		case 'pool':
			// One pool for all instances, so that they share contents.
			return {
				kind: 'pool',
				base: context.own(fill.contents, path),
				contents: fill.contents,
				keyFor: (process) => keyOf(`${context.seed}/${process}/${context.key}/pool`),
			};
		case 'mix':
			return planMix(fill, context, path);
		case 'pattern':
			return planPattern(fill.runs, context, [...path, 'pattern']);
		case 'thps': {
			const parts = fill.fills.map((part, i) =>
				planFill(part, {...context, key: `${context.key}/${i}`}, [...path, 'thps', i]),
			);
			return {kind: 'thps', parts};
		}
		case 'image':
			return planImage(fill, context, path);
		case 'volatile': {
			context.fault(
				[...path, 'volatile'],
				'only a whole region can be volatile',
				'volatile as the fill of a region',
			);
			return {kind: 'content', content: MAX_CONTENT};
		}
	}
}

/** Compiles a fill. Problems are noted in the context; what is returned then must not be used. */
export function compileFill(fill: Fill, context: FillContext, path: Path): Bind {
	const plan = planFill(fill, context, path);
	return (instance, process) => bindPlan(plan, instance, process);
}
