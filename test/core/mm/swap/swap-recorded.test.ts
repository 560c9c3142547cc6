// Goal: MADV_PAGEOUT, MADV_FREE, MADV_COLLAPSE and the swap counters behave as on a stock Linux 6.18 with zram for swap
// (64 MiB, 1.2 MiB, none). Method: the same calls on one 2 MiB region as were made there; after each, what /proc/vmstat
// counted since the one before and what smaps said (in pages) must be what was recorded.

import {expect, it} from 'vitest';
import {
	checkInvariants,
	perform,
	type Action,
	type Advice,
	type Machine,
} from '../../../../source/core/index.js';
import {readCounters} from '../../../../source/core/catalogue/counters/index.js';
import {createHost, region, start} from '../../../support/host.js';

const COUNTED = [
	'pswpin',
	'pswpout',
	'swpin_zero',
	'swpout_zero',
	'thp_split_page',
	'thp_split_page_failed',
	'thp_deferred_split_page',
	'thp_split_pmd',
	'thp_collapse_alloc',
] as const;
type Counted = Partial<Record<(typeof COUNTED)[number], number>>;

interface Step {
	readonly call: 'read' | 'write' | Advice;
	/** Pages, half-open; left out, all 512. */
	readonly from?: number;
	readonly to?: number;
	readonly counted: Counted;
	/** Anonymous, AnonHugePages, Swap. */
	readonly smaps: readonly [anon: number, huge: number, swap: number];
}

interface Recording {
	readonly name: string;
	/** All pages below this are zero; the others differ. */
	readonly zeros: number;
	readonly swapPages: number;
	readonly steps: readonly Step[];
}

const ZRAM = 16_383;
const SMALL_ZRAM = 299;

const RECORDINGS: readonly Recording[] = [
	{
		name: 'a THP, half of it zero',
		zeros: 256,
		swapPages: ZRAM,
		steps: [
			{call: 'pageout', counted: {pswpout: 512, thp_split_pmd: 1}, smaps: [0, 0, 512]},
			{call: 'read', counted: {pswpin: 512}, smaps: [512, 0, 0]},
			{call: 'collapse', counted: {thp_collapse_alloc: 1}, smaps: [512, 512, 0]},
		],
	},
	{
		name: 'the same with too little swap for a THP',
		zeros: 256,
		swapPages: SMALL_ZRAM,
		steps: [
			{call: 'pageout', counted: {pswpout: 256, thp_split_page: 1, thp_split_pmd: 1}, smaps: [0, 0, 256]},
			{call: 'read', counted: {pswpin: 256}, smaps: [256, 0, 0]},
			{call: 'collapse', counted: {thp_collapse_alloc: 1}, smaps: [512, 512, 0]},
		],
	},
	{
		name: 'the same without swap',
		zeros: 256,
		swapPages: 0,
		steps: [
			{call: 'pageout', counted: {thp_split_page: 1, thp_split_pmd: 1}, smaps: [256, 0, 0]},
			{call: 'read', counted: {}, smaps: [256, 0, 0]},
			{call: 'collapse', counted: {thp_collapse_alloc: 1}, smaps: [512, 512, 0]},
		],
	},
	{
		name: 'a THP of zeros',
		zeros: 512,
		swapPages: ZRAM,
		steps: [
			{call: 'pageout', counted: {swpout_zero: 512, thp_split_pmd: 1}, smaps: [0, 0, 512]},
			{call: 'read', counted: {swpin_zero: 512}, smaps: [512, 0, 0]},
		],
	},
	{
		name: 'a THP of zeros with too little swap',
		zeros: 512,
		swapPages: SMALL_ZRAM,
		steps: [
			{call: 'pageout', counted: {thp_split_page: 1, thp_split_pmd: 1}, smaps: [0, 0, 0]},
			{call: 'read', counted: {}, smaps: [0, 0, 0]},
		],
	},
	{
		name: 'part of a THP',
		zeros: 256,
		swapPages: ZRAM,
		steps: [
			{
				call: 'pageout',
				to: 300,
				counted: {pswpout: 44, thp_split_page: 1, thp_split_pmd: 1},
				smaps: [212, 0, 44],
			},
			{call: 'read', counted: {pswpin: 44}, smaps: [256, 0, 0]},
		],
	},
	{
		name: 'MADV_FREE of part of a THP',
		zeros: 256,
		swapPages: ZRAM,
		steps: [
			{call: 'free', to: 300, counted: {thp_split_page: 1, thp_split_pmd: 1}, smaps: [256, 0, 0]},
			{call: 'pageout', counted: {pswpout: 212}, smaps: [0, 0, 212]},
		],
	},
	{
		name: 'MADV_FREE of a THP',
		zeros: 0,
		swapPages: ZRAM,
		steps: [
			{call: 'free', counted: {}, smaps: [512, 512, 0]},
			{call: 'pageout', counted: {thp_split_pmd: 1}, smaps: [0, 0, 0]},
		],
	},
	{
		name: 'MADV_FREE of a THP, then a write to it',
		zeros: 0,
		swapPages: ZRAM,
		steps: [
			{call: 'free', counted: {}, smaps: [512, 512, 0]},
			{call: 'write', from: 5, to: 6, counted: {}, smaps: [512, 512, 0]},
			{call: 'pageout', counted: {thp_split_pmd: 1}, smaps: [512, 0, 0]},
		],
	},
	{
		name: 'a THP of which half was discarded',
		zeros: 256,
		swapPages: ZRAM,
		steps: [
			{
				call: 'dontneed',
				to: 256,
				counted: {thp_deferred_split_page: 1, thp_split_pmd: 1},
				smaps: [256, 0, 0],
			},
			{call: 'pageout', counted: {pswpout: 256, thp_split_page: 1}, smaps: [0, 0, 256]},
		],
	},
	{
		name: 'a THP discarded as a whole',
		zeros: 256,
		swapPages: ZRAM,
		steps: [{call: 'dontneed', counted: {}, smaps: [0, 0, 0]}],
	},
];

function actionOf({call, from = 0, to = 512}: Step): Action {
	const target = {process: 'p', region: 'r', from, to};
	if (call === 'read') return {do: 'read', target};
	if (call === 'write') return {do: 'write', target, content: () => () => 9};
	return {do: 'madvise', target, advice: call};
}

const countersOf = (m: Machine): number[] => {
	const counters = readCounters(m);
	return COUNTED.map((name) => counters[name]);
};

it.each(RECORDINGS.map((recording) => [recording.name, recording] as const))('%s', (_name, recording) => {
	const m = createHost('mainline', {
		kernelVersion: '6.18',
		memoryPages: 100_000,
		swapPages: recording.swapPages,
	});
	start(m, 'p', [region('r', 512, ['hugepage'], (page) => (page < recording.zeros ? 0 : 5_000_000 + page))]);
	let before = countersOf(m);
	for (const [at, step] of recording.steps.entries()) {
		expect(perform(m, actionOf(step)).errno).toBeUndefined();
		const after = countersOf(m);
		const counted = Object.fromEntries(
			COUNTED.map((name, i) => [name, after[i] - before[i]] as const).filter(([, pages]) => pages !== 0),
		);
		const [{rssAnonPages, anonHugePages, swapPages}] = m.processes;
		expect({at, ...counted, smaps: [rssAnonPages, anonHugePages, swapPages]}).toEqual({
			at,
			...step.counted,
			smaps: step.smaps,
		});
		expect(checkInvariants(m)).toEqual([]);
		before = after;
	}
});
