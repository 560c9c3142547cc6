// Random machines with random workloads, and random things that are done to them: everything that a preset can say.

import fc from 'fast-check';
import {
	advance,
	checkInvariants,
	KERNELS,
	perform,
	spawn,
	writeKnob,
	type Action,
	type Advice,
	type ContentOf,
	type Machine,
	type MachineConfig,
	type RegionSpec,
} from '../../source/core/index.js';
import {createHost} from './host.js';
import type {MemoryOracle} from './memory-oracle.js';

export type Command = {advance: number} | {action: Action};

export interface RandomMachine {
	kernel: string;
	config: Partial<MachineConfig>;
	knobs: Record<string, string>;
	processes: RegionSpec[][];
	commands: Command[];
}

const PROCESSES = ['one', 'two', 'three'] as const;
const REGIONS = ['r0', 'r1'] as const;

const content: fc.Arbitrary<ContentOf> = fc
	.record({
		kind: fc.constantFrom('zero', 'same', 'pairs', 'unique', 'sparse', 'half'),
		from: fc.integer({min: 1, max: 400}),
	})
	.map(({kind, from}) => {
		switch (kind) {
			case 'zero':
				return () => 0;
			case 'same':
				return () => from;
			case 'pairs':
				return (page) => from + (page >> 1);
			case 'unique':
				return (page) => from * 100_000 + page;
			case 'sparse':
				return (page) => (page % 512 < 2 ? from + page : 0);
			default:
				return (page) => (page % 2 === 0 ? 0 : from + (page % 7));
		}
	});

const advice = fc.constantFrom<Advice>('mergeable', 'hugepage', 'nohugepage', 'dontfork');
const region: fc.Arbitrary<Omit<RegionSpec, 'name'>> = fc.record({
	pages: fc.oneof(fc.integer({min: 40, max: 100}), fc.constantFrom(512, 1024, 700)),
	alignPages: fc.constantFrom(1, 512),
	node: fc.constantFrom(0, 0, 1),
	advice: fc.uniqueArray(advice, {maxLength: 3}).map((list) => [...new Set<Advice>(['mergeable', ...list])]),
	tagged: fc.constantFrom<RegionSpec['tagged']>([], [[0, 3]], [[2, 40]]),
	content: fc.option(content, {freq: 8, nil: null}),
});

const named = <T extends object>(arbitrary: fc.Arbitrary<T>) =>
	fc
		.array(arbitrary, {minLength: 2, maxLength: 2})
		.map((list) => list.map((one, at) => ({...one, name: REGIONS[at]}) as unknown as RegionSpec));

/** Mostly a living one. */
const process = fc.constantFrom('one', 'one', 'one', 'two', 'two', 'three');
const target = fc
	.record({
		process,
		region: fc.constantFrom(...REGIONS),
		span: fc.option(
			fc.oneof(
				fc.tuple(fc.integer({min: 0, max: 39}), fc.integer({min: 1, max: 39})),
				fc.tuple(fc.integer({min: 0, max: 500}), fc.integer({min: 1, max: 500})),
			),
		),
	})
	.map(({span, ...rest}) => (span === null ? rest : {...rest, from: span[0], to: span[0] + span[1]}));

const knob = fc.constantFrom(
	['run', '0'],
	['run', '1'],
	['run', '1'],
	['run', '2'],
	['use_zero_pages', '0'],
	['use_zero_pages', '1'],
	['smart_scan', '0'],
	['max_page_sharing', '3'],
	['merge_across_nodes', '0'],
	['shrink_underused', '0'],
	['enabled', 'always'],
	['sleep_millisecs', '0'],
	['sleep_millisecs', '1'],
	['khugepaged/alloc_sleep_millisecs', '0'],
	['khugepaged/scan_sleep_millisecs', '0'],
	['advisor_mode', 'scan-time'],
	['advisor_mode', 'none'],
	['khugepaged/max_ptes_none', '100'],
	['khugepaged/scan_sleep_millisecs', '5'],
	['skip_huge_page', '0'],
);

const action: fc.Arbitrary<Action> = fc.oneof(
	knob.map(([name, value]): Action => ({do: 'set', knob: name, value})),
	{
		weight: 3,
		arbitrary: fc
			.record({target, content})
			.map(({target: at, content: of}): Action => ({do: 'write', target: at, content: () => of})),
	},
	fc
		.record({
			do: fc.constantFrom('read', 'munmap', 'pin', 'unpin', 'mlock', 'munlock', 'collapse', 'split'),
			target,
		})
		.map((one) => one as Action),
	{
		weight: 2,
		arbitrary: fc
			.record({
				target,
				advice: fc.constantFrom<Advice>(
					...([
						'mergeable',
						'unmergeable',
						'hugepage',
						'nohugepage',
						'dontneed',
						'pageout',
						'cold',
						'free',
						'collapse',
						'hwpoison',
					] as const),
				),
			})
			.map((one): Action => ({do: 'madvise', ...one})),
	},
	fc.record({target, node: fc.constantFrom(0, 1)}).map((one): Action => ({do: 'migrate', ...one})),
	fc
		.record({target, to: fc.option(fc.integer({min: 0, max: 600}).map((page) => ({page})))})
		.map((one): Action => ({do: 'mremap', ...one})),
	fc.record({process, name: process}).map((one): Action => ({do: 'fork', ...one, count: 1})),
	fc
		.record({do: fc.constantFrom<'exec' | 'exit'>('exec', 'exit'), process: fc.constantFrom('two', 'three')})
		.map((one) => one as Action),
	fc.record({process, mergeAny: fc.boolean()}).map((one): Action => ({do: 'prctl', ...one})),
	fc
		.record({process, region: region.map((one) => ({...one, name: 'late'}))})
		.map((one): Action => ({do: 'mmap', ...one})),
	fc.integer({min: 1, max: 2000}).map((pages): Action => ({do: 'pressure', pages})),
	fc.constantFrom(1, 2, 3).map((what): Action => ({do: 'drop_caches', what})),
);

const command: fc.Arbitrary<Command> = fc.oneof(
	fc.integer({min: 1, max: 400_000_000}).map((ns) => ({advance: ns})),
	{weight: 2, arbitrary: action.map((one) => ({action: one}))},
);

export const randomMachine: fc.Arbitrary<RandomMachine> = fc.record({
	kernel: fc.constantFrom(...KERNELS.map(({id}) => id)),
	config: fc.record({
		memoryPages: fc.constantFrom(2600, 6000, 40_000),
		swapPages: fc.constantFrom(0, 300, 40_000),
		hz: fc.constantFrom(100, 250, 300, 1000),
		costScale: fc.constantFrom(1, 1, 0.01, 50),
		nodes: fc.constantFrom(1, 2),
		thp: fc.constantFrom('madvise' as const, 'always' as const),
		khugepaged: fc.constantFrom('asleep' as const, 'awake' as const),
		mte: fc.constantFrom(
			'off' as const,
			'off' as const,
			'before-fix' as const,
			'fixed' as const,
			'skip-folio' as const,
			'ask-page' as const,
		),
		rmapWalk: fc.constantFrom('full' as const, 'address' as const, 'stored' as const),
		missedMapping: fc.constantFrom('reported' as const, 'derived' as const),
		ksmPagesOld: fc.boolean(),
		kernelVersion: fc.constantFrom('6.10' as const, '6.12' as const, '7.3' as const),
		earlyExit511: fc.boolean(),
	}),
	knobs: fc.record({
		pages_to_scan: fc.constantFrom('1', '40', '1000'),
		use_zero_pages: fc.constantFrom('0', '1'),
		max_page_sharing: fc.constantFrom('2', '5', '256'),
		'khugepaged/scan_sleep_millisecs': fc.constantFrom('20', '10000'),
		run: fc.constant('1'),
	}),
	processes: fc.array(named(region), {minLength: 2, maxLength: 2}),
	commands: fc.array(command, {minLength: 5, maxLength: 50}),
});

/** The machine as it is before the first command. */
export function build(
	{kernel, config, knobs, processes}: RandomMachine,
	how: Pick<MachineConfig, 'plainRules' | 'pieceItems'> = {},
): Machine {
	const m = createHost(kernel, {...config, ...how});
	const nodes = config.nodes ?? 1;
	for (const [index, regions] of processes.entries()) {
		const fitting = regions.map((one) => ({...one, node: one.node % nodes}));
		try {
			spawn(m, {name: PROCESSES[index], mergeAny: false, regions: fitting});
		} catch {
			// It does not fit; what was mapped stays, and the machine is short of memory.
		}
	}
	for (const [name, value] of Object.entries(knobs)) writeKnob(m, name, value);
	return m;
}

/** Advances, in one piece or in many. */
export function pass(m: Machine, ns: number, piecePages = Infinity): void {
	const to = m.nowNs + ns;
	while (m.nowNs < to) advance(m, to, piecePages);
}

/** Does what the command says; `act` performs its action. */
export function obey(
	m: Machine,
	one: Command,
	piecePages = Infinity,
	act: (action: Action) => unknown = (action) => perform(m, action),
): void {
	if ('advance' in one) pass(m, one.advance, piecePages);
	else if (one.action.do !== 'migrate' || one.action.node < m.config.nodes) act(one.action);
}

/** What is wrong after the command: invariants that are broken, pages that read otherwise than they were written. */
export function problemsAfter(m: Machine, oracle: MemoryOracle, command: Command): string[] {
	obey(m, command, Infinity, (action) => oracle.perform(action));
	const found = [...checkInvariants(m), ...oracle.problems()];
	return found.slice(0, 5).map((problem) => `${JSON.stringify(command)}: ${problem}`);
}
