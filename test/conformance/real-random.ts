// Replays one random run of a recorded 6.18 host, command by command, and says where the model differs from it.

import {
	nextEventNs,
	advance,
	perform,
	writeKnob,
	type Action,
	type Errno,
	type Machine,
} from '../../source/core/index.js';
import {processReport} from '../../source/core/query/process-report.js';
import {readCounters} from '../../source/core/catalogue/counters/index.js';
import type {Advice} from '../../source/core/actions/action.js';
import type {Process, Protection} from '../../source/core/state/mm/process.js';
import {FRAME_KSM} from '../../source/core/state/mm/frames.js';
import {drainLruBatch} from '../../source/core/mm/reclaim/lru-batch.js';
import {PTE_KIND, PTE_PRESENT} from '../../source/core/state/mm/slots.js';
import type {RandomCommand, RandomRow, RealRandomRun} from './fixtures.js';
import {createHost, region, set, start} from '../support/host.js';

/** Sleeps this long never end in a run: a change of sleep_millisecs wakes ksmd for one batch. */
const SLEEPS = ['4000000000', '4000000001'] as const;
const KHUGEPAGED_SLEEP = 'khugepaged/scan_sleep_millisecs';
const SOON_NS = 1e12;
const ERRNO_NUMBERS: Partial<Record<Errno, number>> = {
	ENOENT: 2,
	EAGAIN: 11,
	ENOMEM: 12,
	EFAULT: 14,
	EBUSY: 16,
	EINVAL: 22,
};

/** Lets ksmd do all that it does without being woken again. */
function settle(m: Machine): void {
	for (let next = nextEventNs(m); next < m.nowNs + SOON_NS; next = nextEventNs(m)) advance(m, next + 1);
}

/** Contents written as runs: [content, pages], or [first content, pages, 1] of which each is one more than the one before. */
function contentsOf(runs: ReadonlyArray<readonly number[]>): number[] {
	return runs.flatMap(([content, pages, rises]) =>
		Array.from({length: pages}, (_, i) => (rises === 1 ? content + i : content)),
	);
}

function actionOf([command, process, region, from, to, what]: RandomCommand): Action {
	const target = {process, region: String(region), from, to};
	switch (command) {
		case 'fmmap':
		case 'mmap': {
			const file = command === 'fmmap';
			const spec = {pages: from!, alignPages: 512, node: 0, file, advice: [], tagged: [], content: null};
			return {do: 'mmap', process, region: {name: String(region), ...spec}};
		}
		case 'adv': {
			return {do: 'madvise', target, advice: what as Advice};
		}
		case 'padv': {
			return {do: 'process_madvise', target, advice: what as Advice};
		}
		case 'mprotect': {
			return {do: 'mprotect', target, protection: what as Protection};
		}
		case 'write': {
			const contents = contentsOf(what as number[][]);
			return {do: 'write', target, content: () => (page) => contents[page - from!]};
		}
		case 'mremap': {
			return {do: 'mremap', target, to: what === null ? null : {page: what as number}};
		}
		case 'fork': {
			return {do: 'fork', process, name: String(region), count: 1};
		}
		case 'exec':
		case 'exit': {
			return {do: command, process};
		}
		case 'prctl': {
			return {do: 'prctl', process, mergeAny: region === 1};
		}
		case 'read':
		case 'munmap':
		case 'mlock':
		case 'munlock': {
			return {do: command, target};
		}
		default: {
			throw new Error(`no command ${command}`);
		}
	}
}

/** Does what a command says; returns its errno as the kernel gives it, 0 or negative. */
function obey(m: Machine, command: RandomCommand): number {
	const [name, first, second] = command;
	let errno: Errno | undefined;
	if (name === 'knob') errno = writeKnob(m, first, String(second));
	else if (name === 'drop') perform(m, {do: 'drop_caches', what: 2});
	else if (name === 'step') {
		for (let batch = 0; batch < Number(first); batch++) {
			set(m, {sleep_millisecs: SLEEPS[String(m.knobs.sleep_millisecs) === SLEEPS[0] ? 1 : 0]});
			settle(m);
		}
	} else if (name === 'kstep') {
		for (let pass = 0; pass < Number(first); pass++) {
			set(m, {[KHUGEPAGED_SLEEP]: SLEEPS[String(m.knobs[KHUGEPAGED_SLEEP]) === SLEEPS[0] ? 1 : 0]});
			settle(m);
		}
	} else errno = perform(m, actionOf(command)).errno;
	// The recorder empties its CPU's LRU-add batch of the pages that fork makes it copy of its own.
	if (name === 'fork' || name === 'exec' || name === 'prctl') drainLruBatch(m);
	settle(m);
	return errno === undefined ? 0 : -(ERRNO_NUMBERS[errno] ?? Infinity);
}

function ksmPages(m: Machine, process: Process): number {
	let pages = 0;
	for (const vma of process.vmas) {
		for (let slot = vma.slot as number; slot < vma.slot + vma.end - vma.start; slot++) {
			const isPresent = (m.slots.pte[slot] & PTE_KIND) === PTE_PRESENT;
			if (isPresent && (m.frames.flags[m.slots.frame[slot]] & FRAME_KSM) !== 0) pages++;
		}
	}
	return pages;
}

/** Every figure that the recording has, by its name there. */
function figures(m: Machine): Record<string, number> {
	const {fullScans, pagesCollapsed} = m.thp.khugepaged;
	const seen: Record<string, number> = {
		...readCounters(m),
		'khugepaged/full_scans': fullScans,
		'khugepaged/pages_collapsed': pagesCollapsed,
	};
	for (const process of m.processes) {
		if (!process.alive) continue;
		const report = {...processReport(process), ksm_pages: ksmPages(m, process)};
		for (const [name, value] of Object.entries(report)) seen[`${process.name}.${name}`] = Number(value);
	}
	return seen;
}

/** The machine at the start of a run, and what its counters say by then. */
function setUp({
	swap_pages: swapPages = 0,
	khugepaged = false,
}: RealRandomRun): [Machine, Record<string, number>] {
	const m = createHost('mainline', {
		kernelVersion: '6.18',
		swapPages,
		khugepaged: khugepaged ? 'awake' : 'asleep',
	});
	set(m, {sleep_millisecs: SLEEPS[0], [KHUGEPAGED_SLEEP]: SLEEPS[0]});
	for (const name of ['p0', 'p1']) start(m, name, []);
	if (khugepaged) {
		set(m, {'khugepaged/pages_to_scan': 1_000_000_000});
		start(m, 'keeper', [region('thp', 512, ['hugepage'], (page) => page + 1)]);
		settle(m);
	}
	return [m, figures(m)];
}

/** The first differences between the model and the recording; empty if it is equal throughout. */
export function compareRandom(run: RealRandomRun): string[] {
	const {commands, rows} = run;
	const [m, before] = setUp(run);
	const expected: RandomRow = {};
	for (const [index, command] of commands.entries()) {
		const errno = obey(m, command);
		const {errno: expectedErrno = 0, ...changes} = rows[index];
		Object.assign(expected, changes);
		const seen = figures(m);
		const differences = Object.entries(expected)
			.map(([name, value]) => ({name, value, now: name in seen ? seen[name] - (before[name] ?? 0) : null}))
			.filter(({value, now}) => now !== value)
			.map(({name, value, now}) => `${name} is ${now}, recorded ${value}`);
		if (errno !== expectedErrno) differences.push(`errno is ${errno}, recorded ${expectedErrno}`);
		if (differences.length > 0) return [`command ${index}: ${command.slice(0, 5).join(' ')}`, ...differences];
	}
	return [];
}
