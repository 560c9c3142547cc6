// Random presets for the real kernel: small workloads with a timeline of everything that a program can do, as plain
// objects, so that they can be shrunk and saved as JSON, which is YAML.

import {fill} from './random-fill.js';
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
	'mprotect',
	'files',
	'pins',
	'swap',
	'khugepaged',
	'mixed',
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

const FILES: readonly Kind[] = ['files', 'mixed'];
/** Beside mergeable: huge pages for regions that can hold some. */
function region(random: Random, kind: Kind, name: string, mergeable: boolean): RandomRegion {
	const huge = random.chance(kind === 'khugepaged' ? 0.8 : 0.4);
	const pages = huge ? THP_PAGES * (1 + random.below(3)) : 1 + random.below(random.chance(0.3) ? 300 : 40);
	const advice = [huge ? 'hugepage' : 'nohugepage', ...(mergeable ? ['mergeable'] : [])];
	const mapping = FILES.includes(kind) && random.chance(0.5) ? {mapping: 'private_file'} : {};
	return {
		name,
		size: size(pages),
		...mapping,
		advice,
		...(random.chance(mapping.mapping ? 0.4 : 0.95) ? {fill: fill(random)} : {}),
	};
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
				region(random, kind, `r${j}`, !mergeAny && random.chance(0.85)),
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
/** khugepaged sleeps for good; a write wakes it, and it passes over all of memory. */
const KHUGEPAGED_SLEEP = 'khugepaged/scan_sleep_millisecs';
const KHUGEPAGED_KNOBS = {[KHUGEPAGED_SLEEP]: 4_000_000_000, 'khugepaged/pages_to_scan': 1_000_000_000};
const KHUGEPAGED_VALUES: Readonly<Record<string, readonly number[]>> = {
	'khugepaged/max_ptes_none': [0, 1, 64, 409, 511],
	'khugepaged/max_ptes_shared': [0, 1, 256, 511],
	'khugepaged/max_ptes_swap': [0, 64, 511],
	max_page_sharing: [2, 256],
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

function turnKhugepaged(random: Random): Fields {
	if (random.chance(0.65)) return {set: {[KHUGEPAGED_SLEEP]: 4_000_000_001 + random.below(2)}};
	const name = random.pick(Object.keys(KHUGEPAGED_VALUES));
	return {set: {[name]: random.pick(KHUGEPAGED_VALUES[name])}};
}

type Place = ReturnType<typeof target>;
/** A fork, or something that a child does, or its end. */
function forkOrChild(random: Random, processes: readonly RandomProcess[], forked: RandomProcess[]): Fields {
	if (forked.length > 0 && random.chance(0.5)) {
		const child = random.pick(forked);
		return random.chance(0.5)
			? {exit: child.name}
			: {write: {...target(random, [child]), fill: fill(random)}};
	}
	const name = `c${forked.length}`;
	const parent = random.pick(processes);
	// A child has the regions of its parent, and those only.
	forked.push({name, regions: parent.regions});
	return {fork: {process: parent.name, name, count: 1}};
}

const toSwap = (random: Random, place: Place): Fields => {
	if (random.chance(0.5))
		return random.chance(0.3)
			? {process_madvise: {...place, advice: 'pageout'}}
			: {madvise: {...place, advice: 'pageout'}};
	return random.chance(0.6)
		? {read: place}
		: {madvise: {...place, advice: random.pick(['dontneed', 'free', 'cold', 'collapse', 'unmergeable'])}};
};

const PROTECTIONS = ['read_write', 'read_only', 'none'];
/** What the mixed kind has of others. */
const MIXED: readonly Kind[] = [
	'forks',
	'moves',
	'knobs',
	'merge-any',
	'unmerge',
	'mlock',
	'madvise',
	'processes',
	'mprotect',
	'pins',
	'khugepaged',
];

/** One action; `forked` names the children that there may be. */
function action(
	random: Random,
	kind: Kind,
	processes: readonly RandomProcess[],
	forked: RandomProcess[],
): Fields {
	const place = target(random, processes);
	const write = {write: {...place, fill: fill(random)}};
	const special: Partial<Record<Kind, () => Fields>> = {
		forks: () => forkOrChild(random, processes, forked),
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
		madvise: () =>
			random.chance(0.85)
				? {madvise: {...place, advice: random.pick(ADVICE)}}
				: {process_madvise: {...place, advice: random.pick(['cold', 'collapse', 'pageout'])}},
		mprotect: () => ({mprotect: {...place, protection: random.pick(PROTECTIONS)}}),
		files: () => ({
			madvise: {...place, advice: random.pick(['dontneed', 'mergeable', 'unmergeable', 'collapse'])},
		}),
		pins: () => (random.chance(0.6) ? {pin: place} : {unpin: place}),
		swap: () => toSwap(random, place),
		khugepaged: () => {
			if (random.chance(0.5)) return turnKhugepaged(random);
			if (random.chance(0.3)) return forkOrChild(random, processes, forked);
			return {
				madvise: {
					...place,
					advice: random.pick(['dontneed', 'hugepage', 'nohugepage', 'mergeable', 'unmergeable']),
				},
			};
		},
		mixed: () => action(random, random.pick(MIXED), processes, forked),
		vmas: () => ({madvise: {...place, advice: random.pick(['mergeable', 'unmergeable', 'dontneed'])}}),
		processes: () => (random.chance(0.2) ? {exit: place.process} : {read: place}),
		'smart-scan': () => setKnob(random, kind),
		'zero-pages': () => (random.chance(0.5) ? setKnob(random, kind) : {write: {...place, fill: 'zero'}}),
		advisor: () => ({set: {advisor_mode: random.pick(['none', 'scan-time'])}}),
	};
	const make = special[kind];
	if (make && random.chance(kind === 'mixed' ? 0.9 : 0.6)) return make();
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
	const steps = kind === 'khugepaged' || kind === 'mixed';
	if (steps) Object.assign(knobs, KHUGEPAGED_KNOBS);
	if (kind === 'sharing-limit') knobs['max_page_sharing'] = random.pick([2, 3, 5, 16]);
	const forked: RandomProcess[] = [];
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
		machine: {
			memory: '1GiB',
			...(kind === 'swap' ? {swap: '256MiB'} : {}),
			...(steps ? {khugepaged: 'awake'} : {}),
		},
		knobs,
		processes,
		timeline,
		until:
			kind === 'advisor'
				? `pass>=${Math.round(atMs / 100) + 6}`
				: `time>=${endMs}ms and pass>=${6 + random.below(8)} or time>=${endMs + 300 * WAKEUP_MS}ms`,
	};
}
