// A small random host and a random workload for it: processes with a few regions of few contents, tiny memory, swap and
// max_page_sharing, and any sequence of actions. Beside it runs a plain oracle of what each process last wrote where.

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
	type Machine,
	type MachineConfig,
	type Target,
} from '../../source/core/index.js';
import {createHost} from './host.js';

export interface Step {
	readonly kind: number;
	readonly process: number;
	readonly region: number;
	readonly from: number;
	readonly length: number;
	readonly value: number;
}

export interface HostWorkload {
	readonly kernel: number;
	readonly config: Partial<MachineConfig>;
	readonly knobs: Readonly<Record<string, string>>;
	readonly thps: boolean;
	readonly steps: readonly Step[];
}

const REGION_PAGES = [1024, 40];

export const hostWorkload: fc.Arbitrary<HostWorkload> = fc.record({
	kernel: fc.nat(KERNELS.length - 1),
	config: fc.record({
		memoryPages: fc.constantFrom(3000, 5000, 20_000),
		swapPages: fc.constantFrom(0, 100, 3000),
		nodes: fc.constantFrom(1, 2),
		khugepaged: fc.constantFrom('asleep', 'awake'),
		mte: fc.constantFrom('off', 'off', 'before-fix', 'fixed'),
		rmapWalk: fc.constantFrom('full', 'address', 'stored'),
		missedMapping: fc.constantFrom('reported', 'derived'),
		ksmPagesOld: fc.boolean(),
		kernelVersion: fc.constantFrom('6.10', '6.12', '6.12', '7.3'),
		earlyExit511: fc.boolean(),
	}),
	knobs: fc.record({
		use_zero_pages: fc.constantFrom('0', '1'),
		smart_scan: fc.constantFrom('0', '1'),
		max_page_sharing: fc.constantFrom('2', '3', '256'),
		pages_to_scan: fc.constantFrom('37', '700', '100000'),
		merge_across_nodes: fc.constantFrom('1', '1', '0'),
		'khugepaged/max_ptes_none': fc.constantFrom('0', '400', '511'),
		'khugepaged/scan_sleep_millisecs': fc.constant('50'),
	}),
	thps: fc.boolean(),
	steps: fc.array(
		fc.record({
			kind: fc.nat(23),
			process: fc.nat(5),
			region: fc.nat(1),
			from: fc.nat(1100),
			length: fc.oneof(fc.nat(8), fc.nat(1100)),
			value: fc.nat(4),
		}),
		{minLength: 1, maxLength: 30},
	),
});

/** What each process last wrote to each page of its regions; undefined where that is not defined. */
type Memory = Map<string, Map<string, Array<number | undefined>>>;

const ADVICES: Advice[] = [
	'mergeable',
	'unmergeable',
	'hugepage',
	'nohugepage',
	'dontneed',
	'pageout',
	'cold',
	'free',
	'collapse',
	'dontfork',
	'dofork',
];

export function createRandomHost({kernel, config, knobs, thps}: HostWorkload): Machine {
	const m = createHost(KERNELS[kernel].id, {memoryPages: 5000, ...config});
	for (const [name, value] of Object.entries(knobs)) writeKnob(m, name, value);
	spawn(m, {name: 'p0', mergeAny: false, regions: regions(thps)});
	writeKnob(m, 'run', '1');
	return m;
}

function regions(thps: boolean) {
	const advice: Advice[] = thps ? ['hugepage', 'mergeable'] : ['mergeable'];
	const shape = {alignPages: 512, node: 0, advice, tagged: [[3, 7]] as Array<[number, number]>};
	return [
		{...shape, name: 'r0', pages: REGION_PAGES[0], content: (page: number) => (page % 7 < 5 ? 0 : page % 11)},
		{...shape, name: 'r1', pages: REGION_PAGES[1], content: (page: number) => page % 3},
	];
}

function actionOf(
	m: Machine,
	step: Step,
	count: number,
): {action: Action | null; target: Target; name: string} {
	const living = m.processes.filter(({alive}) => alive);
	const process = living[step.process % Math.max(1, living.length)];
	const name = process?.name ?? 'p0';
	const pages = REGION_PAGES[step.region];
	const from = step.from % pages;
	const to = Math.min(pages, from + 1 + step.length);
	const target = {process: name, region: `r${step.region}`, from, to};
	const at = (action: Action | null) => ({action, target, name});
	switch (step.kind) {
		case 0:
		case 1:
		case 2: {
			return at({do: 'write', target, content: () => (page) => (step.value < 3 ? step.value : page % 5)});
		}
		case 3: {
			return at({do: 'read', target});
		}
		case 4:
		case 5:
		case 6: {
			return at({do: 'madvise', target, advice: ADVICES[(step.from + step.value) % ADVICES.length]});
		}
		case 7: {
			return at({do: 'munmap', target: {...target, to: Math.min(to, from + 20)}});
		}
		case 8: {
			const run = Math.min(to - from, 64);
			const goal = (from + 128 + step.value) % Math.max(1, pages - run);
			return at({do: 'mremap', target: {...target, to: from + run}, to: {page: goal}});
		}
		case 9: {
			return at(living.length > 5 ? null : {do: 'fork', process: name, name: `c${count}`, count: 1});
		}
		case 10: {
			return at(living.length < 2 ? null : {do: 'exit', process: name});
		}
		case 11: {
			return at({do: 'prctl', process: name, mergeAny: step.value > 1});
		}
		case 12: {
			return at({do: step.value > 1 ? 'pin' : 'unpin', target: {...target, to: Math.min(to, from + 5)}});
		}
		case 13: {
			return at({do: step.value > 1 ? 'mlock' : 'munlock', target});
		}
		case 14: {
			return at({do: 'pressure', pages: step.from});
		}
		case 15: {
			return at({do: 'drop_caches', what: 2});
		}
		case 16: {
			return at({do: 'collapse', target});
		}
		case 17: {
			return at({do: 'migrate', target, node: step.value % 2});
		}
		case 18: {
			return at({do: 'split', target});
		}
		case 19: {
			return at({do: 'set', knob: 'run', value: String(step.value % 3)});
		}
		case 20: {
			return at({do: 'set', knob: 'use_zero_pages', value: String(step.value % 2)});
		}
		case 21: {
			return at({do: 'set', knob: 'max_page_sharing', value: String(2 + step.value)});
		}
		default: {
			return at(null);
		}
	}
}

/** Lives through all steps, and says after each what is wrong; stops at the first thing. */
export function runWorkload(subject: HostWorkload, onStep?: (m: Machine) => void): string[] {
	const m = createRandomHost(subject);
	const memory: Memory = new Map();
	memory.set(
		'p0',
		new Map(
			regions(true).map(({name, pages, content}) => [
				name,
				Array.from({length: pages}, (_, i) => content(i)),
			]),
		),
	);
	for (const [count, step] of subject.steps.entries()) {
		const {action, target, name} = actionOf(m, step, count);
		if (action !== null) {
			const {errno} = perform(m, action);
			remember(memory, action, target, name, errno !== undefined, count);
			onStep?.(m);
		}
		const wrong = problems(m, memory, JSON.stringify(action));
		if (wrong.length > 0) return wrong;
		const until = m.nowNs + (1 + step.value) * 30e6;
		while (advance(m, until) !== 'time');
		const later = problems(m, memory, `time after ${JSON.stringify(action)}`);
		if (later.length > 0) return later;
	}
	return [];
}

function remember(
	memory: Memory,
	action: Action,
	target: Target,
	name: string,
	refused: boolean,
	count: number,
): void {
	const pages = memory.get(name)?.get(target.region);
	const range = (change: (page: number) => number | undefined, to = target.to ?? 0) => {
		for (let page = target.from ?? 0; page < to; page++)
			if (pages !== undefined) pages[page] = refused ? undefined : change(page);
	};
	if (action.do === 'write') range(action.content(name));
	else if (action.do === 'madvise' && action.advice === 'dontneed') range(() => 0);
	else if (action.do === 'madvise' && action.advice === 'free') range(() => undefined);
	else if (action.do === 'munmap') range(() => undefined, action.target.to);
	else if (action.do === 'mremap' && action.to !== null && pages !== undefined) {
		const from = action.target.from ?? 0;
		const moved = pages.slice(from, action.target.to);
		for (let i = 0; i < moved.length; i++) {
			if (refused) pages[from + i] = undefined;
			pages[action.to.page + i] = undefined;
		}
		if (!refused) {
			for (let i = 0; i < moved.length; i++) pages[from + i] = undefined;
			for (const [i, value] of moved.entries()) pages[action.to.page + i] = value;
		}
	} else if (action.do === 'fork' && !refused) {
		const parent = memory.get(name) ?? new Map<string, Array<number | undefined>>();
		memory.set(`c${count}`, new Map([...parent].map(([region, values]) => [region, [...values]])));
	}
}

/** What a process would read at a page: undefined where nothing is mapped or nothing was touched. */
function contentAt(m: Machine, slot: number): number | undefined {
	const kind = m.slots.pte[slot] & 7;
	if (kind === 1) return m.frames.content[m.slots.frame[slot]];
	if (kind === 4) return m.reclaim.swap.content[m.slots.frame[slot]];
	return kind === 0 ? undefined : 0;
}

function problems(m: Machine, memory: Memory, when: string): string[] {
	const found = checkInvariants(m);
	for (const process of m.processes) {
		if (!process.alive) continue;
		for (const region of process.regions) {
			const expected = memory.get(process.name)?.get(region.name);
			if (expected === undefined) continue;
			for (const vma of process.vmas) {
				for (let i = 0; i < vma.end - vma.start; i++) {
					const page = vma.start + i - region.start;
					if (page < 0 || page >= region.pages || expected[page] === undefined) continue;
					const read = contentAt(m, vma.slot + i) ?? 0;
					if (read !== expected[page])
						found.push(`${process.name} reads ${read} at ${region.name}[${page}], wrote ${expected[page]}`);
				}
			}
		}
	}
	return found.slice(0, 5).map((problem) => `${when}: ${problem}`);
}
