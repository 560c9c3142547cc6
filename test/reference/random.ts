// Random workloads, run on the core and on the reference model side by side.

import fc from 'fast-check';
import {KERNELS, perform, type Machine} from '../../source/core/index.js';
import {createHost, region, set, start, wakeup} from '../conformance/lab.js';
import {readRow} from '../conformance/variants.js';
import type {Ksmd} from './ksmd.js';
import type {RefProcess} from './memory.js';
import {createReference, startProcess, type RefRegion} from './workload.js';

export interface RandomRegion {
	thp: boolean;
	mergeable: boolean;
	pages: number;
	/** What most pages hold. */
	kind: 'zero' | 'pool' | 'unique' | 'mixed' | 'sparse';
	pool: number;
	seed: number;
}

export type Step =
	| {do: 'wakeups'; count: number}
	| {do: 'write'; at: number; count: number; stride: number; kind: 'zero' | 'pool' | 'unique' | 'same'}
	| {do: 'dontneed'; at: number; count: number}
	| {do: 'advise'; at: number; mergeable: boolean};

export interface RandomRun {
	kernel: string;
	knobs: Record<string, number>;
	processes: RandomRegion[][];
	steps: Step[];
}

const randomRegion: fc.Arbitrary<RandomRegion> = fc.record({
	thp: fc.boolean(),
	mergeable: fc.nat(7).map((one) => one > 0),
	pages: fc.oneof(
		fc.integer({min: 1, max: 80}),
		fc.constantFrom(512, 1024),
		fc.integer({min: 513, max: 1100}),
	),
	kind: fc.constantFrom('zero', 'pool', 'unique', 'mixed', 'sparse'),
	pool: fc.integer({min: 1, max: 40}),
	seed: fc.integer({min: 0, max: 1_000_000}),
});

const place = fc.integer({min: 0, max: 0xff_ff_ff});
const step: fc.Arbitrary<Step> = fc.oneof(
	{
		weight: 6,
		arbitrary: fc.record({do: fc.constant('wakeups' as const), count: fc.integer({min: 1, max: 8})}),
	},
	{
		weight: 4,
		arbitrary: fc.record({
			do: fc.constant('write' as const),
			at: place,
			count: fc.integer({min: 1, max: 60}),
			stride: fc.constantFrom(1, 2, 17),
			kind: fc.constantFrom('zero', 'pool', 'unique', 'same'),
		}),
	},
	{
		weight: 1,
		arbitrary: fc.record({
			do: fc.constant('dontneed' as const),
			at: place,
			count: fc.integer({min: 1, max: 30}),
		}),
	},
	{
		weight: 1,
		arbitrary: fc.record({do: fc.constant('advise' as const), at: place, mergeable: fc.boolean()}),
	},
);

export const randomRun: fc.Arbitrary<RandomRun> = fc.record({
	kernel: fc.constantFrom(...KERNELS.map(({id}) => id).filter((id) => id !== 'pressure')),
	knobs: fc.record({
		use_zero_pages: fc.constantFrom(0, 1),
		smart_scan: fc.constantFrom(0, 1),
		shrink_underused: fc.constantFrom(0, 1),
		pages_to_scan: fc.constantFrom(1, 13, 100, 517, 5000),
		max_page_sharing: fc.constantFrom(2, 3, 7, 256),
		stable_node_chains_prune_millisecs: fc.constantFrom(0, 4_000_000_000),
	}),
	processes: fc.array(fc.array(randomRegion, {minLength: 1, maxLength: 3}), {minLength: 1, maxLength: 2}),
	steps: fc.array(step, {minLength: 4, maxLength: 40}),
});

/** A number that looks random, from two. */
function mix(seed: number, page: number): number {
	let x = Math.imul(seed ^ 0x9e37_79b9, 0x85eb_ca6b) ^ Math.imul(page + 1, 0xc2b2_ae35);
	x = Math.imul(x ^ (x >>> 15), 0x2c1b_3c6d);
	return (x ^ (x >>> 13)) >>> 0;
}

export function contentOf({kind, pool, seed}: RandomRegion): (page: number) => number {
	const fromPool = (page: number): number => 1 + (mix(seed, page) % pool);
	const unique = (page: number): number => 10_000_000 + seed * 4096 + page;
	switch (kind) {
		case 'zero':
			return () => 0;
		case 'pool':
			return fromPool;
		case 'unique':
			return unique;
		case 'mixed':
			return (page) => [() => 0, fromPool, unique][mix(seed + 1, page) % 3](page);
		case 'sparse':
			return (page) => (page % 512 < 3 ? fromPool(page) : 0);
	}
}

interface Pair {
	m: Machine;
	ksmd: Ksmd;
	references: RefProcess[];
}

export function setUp(run: RandomRun): Pair {
	const m = createHost(run.kernel);
	set(m, run.knobs);
	const kernel = KERNELS.find(({id}) => id === run.kernel)!;
	const ksmd = createReference(kernel, run.knobs);
	const references = run.processes.map((regions, index) => {
		start(
			m,
			`p${index}`,
			regions.map((one, at) =>
				region(
					`r${at}`,
					one.pages,
					[one.thp ? 'hugepage' : 'nohugepage', ...(one.mergeable ? ['mergeable' as const] : [])],
					contentOf(one),
				),
			),
		);
		return startProcess(
			ksmd,
			regions.map((one): RefRegion => ({...one, content: contentOf(one)})),
		);
	});
	set(m, {run: 1});
	return {m, ksmd, references};
}

/** What the two models disagree about, or undefined. */
function difference({m, ksmd}: Pair): string | undefined {
	const seen = readRow(m);
	for (const [name, expected] of Object.entries(ksmd.counters())) {
		if (seen[name] !== expected) return `${name} is ${seen[name]}, expected ${expected}`;
	}
	return undefined;
}

function change(pair: Pair, run: RandomRun, now: Exclude<Step, {do: 'wakeups'}>): void {
	const {m, ksmd, references} = pair;
	const index = now.at % run.processes.length;
	const regions = run.processes[index];
	const at = Math.floor(now.at / 2) % regions.length;
	const vma = references[index].vmas[at];
	const {pages} = regions[at];
	const target = {process: `p${index}`, region: `r${at}`};
	if (now.do === 'advise') {
		perform(m, {do: 'madvise', target, advice: now.mergeable ? 'mergeable' : 'unmergeable'});
		ksmd.advise(vma, now.mergeable);
		return;
	}
	const first = Math.floor(now.at / 8) % pages;
	for (let i = 0; i < now.count; i++) {
		const page = first + i * (now.do === 'write' ? now.stride : 1);
		if (page >= pages) return;
		const exact = {...target, from: page, to: page + 1};
		const pte = vma.ptes[page];
		if (now.do === 'dontneed') {
			perform(m, {do: 'madvise', target: exact, advice: 'dontneed'});
			ksmd.memory.discard(pte);
			continue;
		}
		const content = {
			zero: 0,
			pool: 1 + (mix(now.at, page) % 9),
			unique: 2_000_000_000 + now.at * 128 + i,
			same: pte.page?.content ?? 0,
		}[now.kind];
		perform(m, {do: 'write', target: exact, content: () => () => content});
		ksmd.memory.write(pte, content);
	}
}

/** Runs both and returns the first difference as text; undefined if there is none. */
export function compareRandom(run: RandomRun): string | undefined {
	const pair = setUp(run);
	for (const [index, now] of run.steps.entries()) {
		if (now.do !== 'wakeups') {
			change(pair, run, now);
			const differs = difference(pair);
			if (differs !== undefined) return `step ${index} (${now.do}): ${differs}`;
			continue;
		}
		for (let i = 0; i < now.count; i++) {
			if (pair.ksmd.list.length === 0) break;
			wakeup(pair.m);
			const expected = pair.ksmd.wakeup();
			const {lastScanned, lastFreed} = pair.m.ksm.thread;
			const differs =
				difference(pair) ??
				(lastScanned === expected.scanned && lastFreed === expected.freed
					? undefined
					: `scanned ${lastScanned}, freed ${lastFreed}, expected ${expected.scanned}, ${expected.freed}`);
			if (differs !== undefined) return `step ${index}, wakeup ${i}: ${differs}`;
		}
	}
	return undefined;
}
