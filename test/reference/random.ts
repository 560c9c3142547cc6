// Random workloads, run on the core and on the reference model side by side.

import fc from 'fast-check';
import {KERNELS, perform, type Machine} from '../../source/core/index.js';
import {createHost, region, set, start, wakeup} from '../support/host.js';
import {readRow} from '../conformance/variants.js';
import {countersOf} from './counters.js';
import type {Ksmd} from './ksmd.js';
import type {RefProcess, Vma} from './memory.js';
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
	| {do: 'dontneed' | 'read'; at: number; count: number}
	| {do: 'advise'; at: number; mergeable: boolean}
	| {do: 'fork' | 'exit' | 'munmap'; at: number}
	| {do: 'set'; knob: string; value: number};

export interface RandomRun {
	kernel: string;
	kernelVersion: keyof typeof AGES;
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
			do: fc.constantFrom<'dontneed' | 'read'>('dontneed', 'read'),
			at: place,
			count: fc.integer({min: 1, max: 30}),
		}),
	},
	{
		weight: 1,
		arbitrary: fc.record({do: fc.constant('advise' as const), at: place, mergeable: fc.boolean()}),
	},
	{
		weight: 1,
		arbitrary: fc.record({
			do: fc.constantFrom<'fork' | 'exit' | 'munmap'>('fork', 'exit', 'munmap'),
			at: place,
		}),
	},
	{
		weight: 1,
		arbitrary: fc.oneof(
			fc.record({
				do: fc.constant('set' as const),
				knob: fc.constant('run'),
				value: fc.constantFrom(0, 1, 1, 1, 2),
			}),
			fc.record({
				do: fc.constant('set' as const),
				knob: fc.constantFrom('use_zero_pages', 'smart_scan', 'shrink_underused'),
				value: fc.constantFrom(0, 1),
			}),
		),
	},
);

const AGES = {'6.10': 610, '6.12': 612, '6.18': 618, '7.3': 703} as const;

export const randomRun: fc.Arbitrary<RandomRun> = fc.record({
	kernelVersion: fc.constantFrom('6.10', '6.12', '6.12', '6.18', '7.3'),
	kernel: fc.constantFrom(
		...KERNELS.map(({id}) => id).filter((id) => id !== 'pressure' && id !== 'linux-6.11'),
	),
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

const MOST_PROCESSES = 4;

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
	const m = createHost(run.kernel, {kernelVersion: run.kernelVersion});
	set(m, run.knobs);
	const kernel = KERNELS.find(({id}) => id === run.kernel)!;
	const ksmd = createReference(kernel, {...run.knobs, ksm_age: AGES[run.kernelVersion]});
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
	for (const [name, expected] of Object.entries(countersOf(ksmd))) {
		if (seen[name] !== expected) return `${name} is ${seen[name]}, expected ${expected}`;
	}
	return undefined;
}

function change(pair: Pair, now: Exclude<Step, {do: 'wakeups'}>): void {
	const {m, ksmd, references} = pair;
	if (now.do === 'set') {
		set(m, {[now.knob]: now.value});
		if (now.knob === 'run' && now.value === 2 && ksmd.knobs.run !== 2) ksmd.unmergeAll();
		ksmd.knobs[now.knob] = now.value;
		return;
	}
	const index = now.at % references.length;
	const process = references[index];
	if (!process.alive) return;
	const {name} = m.processes[index];
	const at = Math.floor(now.at / 2) % process.vmas.length;
	const target = {process: name, region: `r${at}`};
	switch (now.do) {
		case 'fork':
			if (references.length >= MOST_PROCESSES) return;
			perform(m, {do: 'fork', process: name, name: `p${references.length}`, count: 1});
			references.push(ksmd.fork(process));
			return;
		case 'exit':
			perform(m, {do: 'exit', process: name});
			ksmd.exit(process);
			return;
		case 'advise':
			if (process.vmas[at].gone) return;
			perform(m, {do: 'madvise', target, advice: now.mergeable ? 'mergeable' : 'unmergeable'});
			ksmd.advise(process.vmas[at], now.mergeable);
			return;
		case 'munmap':
			perform(m, {do: 'munmap', target});
			ksmd.memory.zap(process.vmas[at].ptes);
			Object.assign(process.vmas[at], {gone: true, mergeable: false});
			return;
		default:
			if (!process.vmas[at].gone) touch(pair, now, process.vmas[at], target);
	}
}

/** Does something to some pages of a region. */
function touch(
	{m, ksmd}: Pair,
	now: Extract<Step, {do: 'write'}> | Extract<Step, {do: 'dontneed' | 'read'}>,
	vma: Vma,
	target: {process: string; region: string},
): void {
	const pages = vma.ptes.length;
	const first = Math.floor(now.at / 8) % pages;
	for (let i = 0; i < now.count; i++) {
		const page = first + i * (now.do === 'write' ? now.stride : 1);
		if (page >= pages) return;
		const exact = {...target, from: page, to: page + 1};
		const pte = vma.ptes[page];
		if (now.do === 'dontneed') {
			perform(m, {do: 'madvise', target: exact, advice: 'dontneed'});
			ksmd.memory.discard(pte);
		} else if (now.do === 'read') {
			perform(m, {do: 'read', target: exact});
			if (pte.kind === 'none') ksmd.memory.mapZero(pte, 'zero');
		} else if (now.do === 'write') {
			const content = contentToWrite(now.kind, now.at + page, i, pte.page?.content ?? 0);
			perform(m, {do: 'write', target: exact, content: () => () => content});
			ksmd.memory.write(pte, content);
		}
	}
}

type WriteKind = Extract<Step, {do: 'write'}>['kind'];

function contentToWrite(kind: WriteKind, seed: number, i: number, same: number): number {
	if (kind === 'zero') return 0;
	if (kind === 'pool') return 1 + (mix(seed, i) % 9);
	return kind === 'same' ? same : 2_000_000_000 + seed * 64 + i;
}

/** Runs both and returns the first difference as text; undefined if there is none. */
export function compareRandom(run: RandomRun): string | undefined {
	const pair = setUp(run);
	for (const [index, now] of run.steps.entries()) {
		if (now.do !== 'wakeups') {
			change(pair, now);
			const differs = difference(pair);
			if (differs !== undefined) return `step ${index} (${now.do}): ${differs}`;
			continue;
		}
		for (let i = 0; i < now.count; i++) {
			if (pair.ksmd.list.length === 0 || pair.ksmd.knobs.run !== 1) break;
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
