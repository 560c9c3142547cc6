// Random presets of the kinds that people write: small machines with any timer, costs and sleeps, any knobs, a few
// processes, and a timeline of any actions. Nearly all of them are valid; what is not must be refused with a place.

import fc from 'fast-check';
import {ADVICES, KERNELS, KERNEL_VERSIONS} from '../../source/core/index.js';

const sizes = fc.constantFrom('40KiB', '256KiB', '2MiB', '3MiB', '4MiB');
/** Within every region but the smallest, now and then beyond most. */
const ranges = fc.constantFrom(
	'0..4KiB',
	'0..40KiB',
	'8KiB..32KiB',
	'4KiB..40KiB',
	'16KiB..20KiB',
	'0..2MiB',
);
const PROCESSES = ['one', 'two'];
const REGIONS = ['r0', 'r1'];

const plainFill = fc.oneof(
	fc.constantFrom('zero', 'unique'),
	fc.record({content: fc.nat(5)}),
	fc.record({groups: fc.record({of: fc.integer({min: 1, max: 9})})}),
	fc.record({pool: fc.record({contents: fc.integer({min: 1, max: 300})})}),
	fc.record({
		pattern: fc.array(
			fc.oneof(
				fc.record({zero: fc.integer({min: 1, max: 600})}),
				fc.record({content: fc.nat(9), count: fc.integer({min: 1, max: 40})}),
			),
			{minLength: 1, maxLength: 4},
		),
	}),
);
const fill = fc.oneof(
	{weight: 4, arbitrary: plainFill},
	fc.tuple(plainFill, plainFill).map(([one, other]) => ({
		mix: [
			{share: 0.25, fill: one},
			{share: 0.75, fill: other},
		],
	})),
	fc.array(plainFill, {minLength: 1, maxLength: 3}).map((thps) => ({thps})),
	plainFill.map((inner) => ({volatile: {every: '50ms', fraction: 0.5, fill: inner}})),
);

const advice = fc.uniqueArray(
	fc.constantFrom('mergeable', 'mergeable', 'hugepage', 'nohugepage', 'dontfork'),
	{
		maxLength: 3,
	},
);
const region = fc.record(
	{size: sizes, align: fc.constantFrom('4KiB', '2MiB'), advice, fill},
	{requiredKeys: ['size', 'advice']},
);
const process = fc.record({
	count: fc.constantFrom(1, 1, 1, 3),
	merge_any: fc.boolean(),
	regions: fc.array(region, {minLength: 2, maxLength: 2}),
});

const name = fc.constantFrom('one', 'two', 'child');
const target = fc.record(
	{process: name, region: fc.constantFrom(...REGIONS), range: ranges},
	{
		requiredKeys: ['process', 'region'],
	},
);

const knob = fc.oneof(
	fc
		.constantFrom('run', 'use_zero_pages', 'smart_scan', 'shrink_underused')
		.chain((key) => fc.record({[key]: fc.nat(key === 'run' ? 2 : 1)})),
	fc.record({pages_to_scan: fc.constantFrom(0, 1, 37, 1000, 100_000)}),
	fc.record({sleep_millisecs: fc.constantFrom(0, 0, 1, 20, 4_294_967_295)}),
	fc.record({max_page_sharing: fc.constantFrom(2, 3, 256)}),
	fc.record({merge_across_nodes: fc.nat(1)}),
	fc.record({advisor_mode: fc.constantFrom('none', 'scan-time')}),
	fc.record({stable_node_chains_prune_millisecs: fc.constantFrom(0, 1, 2000)}),
	fc.record({enabled: fc.constantFrom('always', 'madvise', 'never')}),
	fc.record({'khugepaged/scan_sleep_millisecs': fc.constantFrom(0, 1, 10, 10_000)}),
	fc.record({'khugepaged/alloc_sleep_millisecs': fc.constantFrom(0, 1, 60_000)}),
	fc.record({'khugepaged/pages_to_scan': fc.constantFrom(1, 512, 4096)}),
	fc.record({'khugepaged/max_ptes_none': fc.constantFrom(0, 100, 511)}),
);

const action = fc.oneof(
	knob.map((set) => ({set})),
	fc.tuple(target, plainFill).map(([at, what]) => ({write: {...at, fill: what}})),
	fc
		.tuple(fc.constantFrom('read', 'munmap', 'collapse', 'split', 'pin', 'unpin', 'mlock', 'munlock'), target)
		.map(([verb, at]) => ({[verb]: at})),
	fc
		.tuple(target, fc.constantFrom(...ADVICES.filter((word) => word !== 'hwpoison')))
		.map(([at, word]) => ({madvise: {...at, advice: [word]}})),
	fc.tuple(target, fc.constantFrom('0', '2MiB', null)).map(([at, to]) => ({mremap: {...at, to}})),
	fc.record({
		fork: fc.record({process: name, name: fc.constant('child'), count: fc.constantFrom(1, 2)}),
	}),
	fc.tuple(fc.constantFrom('exec', 'exit'), name).map(([verb, of]) => ({[verb]: of})),
	fc.record({prctl: fc.record({process: name, merge_any: fc.boolean()})}),
	fc.record({mmap: fc.record({process: name, name: fc.constant('more'), size: sizes, fill: plainFill})}),
	fc.record({pressure: fc.record({pages: fc.integer({min: 1, max: 3000})})}),
	fc.record({drop_caches: fc.integer({min: 1, max: 3})}),
);
const when = fc.oneof(
	fc.integer({min: 0, max: 900}).map((ms) => ({at: `${ms}ms`})),
	fc
		.constantFrom('full_scans>=1', 'pages_shared>=5', 'wakeups>=7', 'time>=300ms')
		.map((text) => ({when: text})),
);

/** A preset as plain data; JSON is YAML. */
export const randomPreset = fc
	.record({
		kernels: fc.uniqueArray(fc.constantFrom(...KERNELS.map(({id}) => id)), {minLength: 1, maxLength: 2}),
		seed: fc.nat(99),
		machine: fc.record({
			memory: fc.constantFrom('24MiB', '64MiB', '512MiB'),
			swap: fc.constantFrom(0, '1MiB', '64MiB'),
			hz: fc.constantFrom(100, 250, 300, 1000),
			nodes: fc.constantFrom(1, 1, 2),
			thp: fc.constantFrom('always', 'madvise', 'never'),
			khugepaged: fc.constantFrom('asleep', 'awake'),
			mte: fc.constantFrom('off', 'before-fix', 'fixed', 'skip-folio', 'ask-page'),
			rmap_walk: fc.constantFrom('full', 'address', 'stored'),
			missed_mapping: fc.constantFrom('reported', 'derived'),
			ksm_pages_old: fc.boolean(),
			ksm_age: fc.constantFrom(...KERNEL_VERSIONS),
			early_exit_511: fc.boolean(),
			cost_scale: fc.constantFrom(1, 1, 1, 0.1, 50),
		}),
		knobs: fc
			.array(knob, {maxLength: 4})
			.map((list) => Object.assign({run: 1}, ...list) as Record<string, unknown>),
		processes: fc.array(process, {minLength: 2, maxLength: 2}),
		timeline: fc.array(
			fc.tuple(when, action).map(([at, what]) => ({...at, ...what})),
			{maxLength: 12},
		),
	})
	.map(({processes, timeline, ...rest}) => ({
		name: 'random',
		...rest,
		// The first fork comes at the start, so that later entries may speak of the child.
		timeline: [{at: '0ms', fork: {process: 'one', name: 'child', count: 1}}, ...timeline],
		processes: processes.map(({regions, ...of}, i) => ({
			name: PROCESSES[i],
			...of,
			regions: regions.map((one, j) => ({name: REGIONS[j], ...one})),
		})),
	}));
