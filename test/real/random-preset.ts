// Random presets for the real kernel: small workloads with a timeline of everything that a program can do, as plain
// objects, so that they can be shrunk and saved as JSON, which is YAML.

import {Random} from './random.js';

export const KINDS = [
	'writes',
	'forks',
	'moves',
	'knobs',
	'processes',
	'merge-any',
	'sharing-limit',
	'unmerge',
	'mlock',
	'madvise',
	'vmas',
	'advisor',
	'smart-scan',
	'zero-pages',
] as const;
export type Kind = (typeof KINDS)[number];

export type Fields = Record<string, unknown>;
export interface RandomRegion extends Fields {
	name: string;
	size: string;
	advice: string[];
	fill?: unknown;
}
export interface RandomProcess extends Fields {
	name: string;
	count?: number;
	merge_any?: boolean;
	regions: RandomRegion[];
}
export interface RandomPreset extends Fields {
	name: string;
	machine: Fields;
	knobs: Record<string, string | number>;
	processes: RandomProcess[];
	timeline: Fields[];
	until: string;
}

const PAGE_KIB = 4;
/** A sleep of 20 ms at HZ 250. */
const WAKEUP_MS = 24;
const THP_PAGES = 512;
const size = (pages: number): string => `${pages * PAGE_KIB}KiB`;
const pagesOf = ({size: text}: {size: string}): number => Number.parseInt(text, 10) / PAGE_KIB;

/** What a region may be filled with; `contents` few enough that pages meet their equals. */
function fill(random: Random): unknown {
	const from = 1000 + random.below(40);
	switch (random.below(8)) {
		case 0:
			return 'zero';
		case 1:
			return {content: 77 + random.below(3)};
		case 2:
			return {unique: {from: 1000 + random.below(2000)}};
		case 3:
			return {groups: {of: 1 + random.below(5), from}};
		case 4:
			return {
				mix: [
					{share: 0.5, fill: 'zero'},
					{share: 0.5, fill: {pool: {contents: 1 + random.below(30)}}},
				],
			};
		case 5:
			return {pool: {contents: 1 + random.below(60)}};
		case 6:
			return {
				pattern: [
					{zero: 1 + random.below(6)},
					{contents: {from, count: 1 + random.below(6)}},
					{unique: {from: 50_000, count: 1 + random.below(3)}},
				],
			};
		default:
			return {
				pattern: [
					{unique: {from: 90_000, count: 1 + random.below(4)}},
					{zero: 1 + random.below(20)},
					{content: 77, count: 1 + random.below(8)},
				],
			};
	}
}

/** Beside mergeable: huge pages for regions that can hold some. */
function region(random: Random, name: string, mergeable: boolean): RandomRegion {
	const huge = random.chance(0.4);
	const pages = huge ? THP_PAGES * (1 + random.below(3)) : 1 + random.below(random.chance(0.3) ? 300 : 40);
	const advice = [huge ? 'hugepage' : 'nohugepage', ...(mergeable ? ['mergeable'] : [])];
	return {name, size: size(pages), advice, ...(random.chance(0.95) ? {fill: fill(random)} : {})};
}

function makeProcesses(random: Random, kind: Kind): RandomProcess[] {
	const several = kind === 'processes' ? 2 + random.below(3) : random.chance(0.3) ? 2 : 1;
	return Array.from({length: several}, (_, i) => {
		const mergeAny = kind === 'merge-any' && random.chance(0.7);
		const regions = kind === 'vmas' ? 3 + random.below(8) : 1 + random.below(2);
		return {
			name: `p${i}`,
			...(kind === 'processes' && random.chance(0.3) ? {count: 2} : {}),
			...(mergeAny ? {merge_any: true} : {}),
			regions: Array.from({length: regions}, (__, j) =>
				region(random, `r${j}`, !mergeAny && random.chance(0.85)),
			),
		};
	});
}

const nameOf = ({name, count}: RandomProcess, random: Random): string =>
	count === undefined || random.chance(0.3) ? name : `${name}-${1 + random.below(count)}`;

/** A range of some region of some process. */
function target(
	random: Random,
	processes: readonly RandomProcess[],
): {process: string; region: string; range?: string} {
	const process = random.pick(processes);
	const chosen = random.pick(process.regions);
	const pages = pagesOf(chosen);
	const base = {process: nameOf(process, random), region: chosen.name};
	if (random.chance(0.25)) return base;
	const from = random.below(pages);
	const to = from + 1 + random.below(Math.min(pages - from, random.chance(0.3) ? 600 : 20));
	return {...base, range: `${size(from)}..${size(to)}`};
}

const KNOB_VALUES: Readonly<Record<string, readonly number[]>> = {
	use_zero_pages: [0, 1],
	smart_scan: [0, 1],
	pages_to_scan: [1, 3, 10, 50, 100, 1000],
	shrink_underused: [0, 1],
	'khugepaged/max_ptes_none': [0, 409, 511],
	max_page_sharing: [2, 3, 8, 256],
	run: [0, 1, 2],
	merge_across_nodes: [1],
};
const KNOBS_OF: Partial<Record<Kind, readonly string[]>> = {
	'sharing-limit': ['max_page_sharing', 'run', 'pages_to_scan'],
	unmerge: ['run'],
	'smart-scan': ['smart_scan', 'pages_to_scan'],
	'zero-pages': ['use_zero_pages', 'run'],
};
const setKnob = (random: Random, kind: Kind): Fields => {
	const name = random.pick(KNOBS_OF[kind] ?? Object.keys(KNOB_VALUES));
	return {set: {[name]: random.pick(KNOB_VALUES[name])}};
};
const ADVICE = [
	'dontneed',
	'unmergeable',
	'mergeable',
	'free',
	'cold',
	'pageout',
	'collapse',
	'hugepage',
	'nohugepage',
];

/** One action; `forked` names the children that there may be. */
function action(random: Random, kind: Kind, processes: readonly RandomProcess[], forked: string[]): Fields {
	const place = target(random, processes);
	const write = {write: {...place, fill: fill(random)}};
	const special: Partial<Record<Kind, () => Fields>> = {
		forks: () => {
			if (forked.length > 0 && random.chance(0.5)) {
				const process = random.pick(forked);
				return random.chance(0.5) ? {exit: process} : {write: {...place, process, fill: fill(random)}};
			}
			const name = `c${forked.length}`;
			forked.push(name);
			return {fork: {process: random.pick(processes).name, name, count: 1}};
		},
		moves: () => (random.chance(0.6) ? {mremap: {...place, to: null}} : {munmap: place}),
		knobs: () => setKnob(random, kind),
		'merge-any': () =>
			random.chance(0.7)
				? {prctl: {process: place.process, merge_any: random.chance(0.6)}}
				: {exec: place.process},
		'sharing-limit': () => setKnob(random, kind),
		unmerge: () =>
			random.chance(0.5) ? setKnob(random, kind) : {madvise: {...place, advice: 'unmergeable'}},
		mlock: () => (random.chance(0.6) ? {mlock: place} : {munlock: place}),
		madvise: () => ({madvise: {...place, advice: random.pick(ADVICE)}}),
		vmas: () => ({madvise: {...place, advice: random.pick(['mergeable', 'unmergeable', 'dontneed'])}}),
		processes: () => (random.chance(0.2) ? {exit: place.process} : {read: place}),
		'smart-scan': () => setKnob(random, kind),
		'zero-pages': () => (random.chance(0.5) ? setKnob(random, kind) : {write: {...place, fill: 'zero'}}),
		advisor: () => ({set: {advisor_mode: random.pick(['none', 'scan-time'])}}),
	};
	const make = special[kind];
	if (make && random.chance(0.6)) return make();
	if (random.chance(0.15)) return {read: place};
	if (random.chance(0.1)) return {drop_caches: 2};
	return write;
}

/** A preset of the kind; the same seed gives the same. */
export function randomPreset(seed: number, kind: Kind): RandomPreset {
	const random = new Random(`${seed}/${kind}`);
	const processes = makeProcesses(random, kind);
	const knobs: Record<string, string | number> = {
		pages_to_scan: random.pick([5, 20, 100, 1000]),
		use_zero_pages: random.below(2),
		smart_scan: kind === 'smart-scan' || random.chance(0.3) ? 1 : 0,
	};
	if (kind === 'sharing-limit') knobs['max_page_sharing'] = random.pick([2, 3, 5, 16]);
	const forked: string[] = [];
	const timeline: Fields[] = [{at: '0s', set: {run: 1}}];
	let atMs = 0;
	for (let i = 3 + random.below(12); i > 0; i--) {
		if (random.chance(0.8)) atMs += WAKEUP_MS * random.below(15);
		const moment = kind === 'advisor' ? {when: `pass>=${Math.round(atMs / 100)}`} : {at: `${atMs}ms`};
		timeline.push({...moment, ...action(random, kind, processes, forked)});
	}
	if (kind !== 'advisor') timeline.push({at: `${atMs + WAKEUP_MS}ms`, set: {run: 1}});
	const endMs = atMs + 12 * WAKEUP_MS;
	return {
		name: `${kind}-${seed}`,
		machine: {memory: '1GiB'},
		knobs,
		processes,
		timeline,
		until:
			kind === 'advisor'
				? `pass>=${Math.round(atMs / 100) + 6}`
				: `time>=${endMs}ms and pass>=${6 + random.below(8)} or time>=${endMs + 300 * WAKEUP_MS}ms`,
	};
}
