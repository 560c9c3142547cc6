// Replays one run of the recorded 6.18 host, row by row, and says where the model differs from it.

import {advance, perform, spawn, type Action, type Machine} from '../../source/core/index.js';
import {readCounters} from '../../source/core/catalogue/counters/index.js';
import type {Process} from '../../source/core/state/mm/process.js';
import type {HostProcessRow, HostRow, HostRun} from './fixtures.js';
import {hughRegions, regionsOf, SAME} from './host-workload.js';
import {createHost, set, start, wakeup} from '../support/host.js';

const COUNTERS_COMPARED = [
	'full_scans',
	'pages_scanned',
	'pages_shared',
	'pages_sharing',
	'pages_unshared',
	'pages_volatile',
	'pages_skipped',
	'ksm_zero_pages',
	'general_profit',
	'stable_node_chains',
	'stable_node_dups',
	'thp_split_page',
	'thp_split_page_failed',
	'thp_split_pmd',
	'thp_underused_split_page',
	'thp_collapse_alloc',
	'cow_ksm',
] as const;
const SECOND_NS = 1e9;
/** Unique pages of the largest workload that has them beside zeros, one in each THP, and a zero page or two. */
const UNIQUE_PAGES = 130;
/** Memory of the recorded process itself that comes and goes besides the workload. */
const RSS_NOISE_KB = 400;

export interface Difference {
	at: string;
	what: string;
	seen: number;
	recorded: number;
}

function setUp(run: HostRun): Machine {
	const khugepaged = run.test.startsWith('W16') ? 'awake' : 'asleep';
	const m = createHost('mainline', {khugepaged, kernelVersion: '6.18'});
	const {advisor_mode: advisor, ...knobs} = run.knobs;
	set(m, knobs);
	if (run.test.startsWith('W11')) {
		const {regions, moves} = hughRegions(run.processes[0]);
		start(m, 'p0', regions);
		act(m, {do: 'write', target: {region: 'three', from: 0, to: 2}, content: () => () => 0x77});
		if (moves) act(m, {do: 'mremap', target: {region: 'three', from: 1, to: 2}, to: {page: 2}});
	} else {
		for (const [index, words] of run.processes.entries()) {
			spawn(m, {name: `p${index}`, mergeAny: false, regions: regionsOf(words, index)});
		}
	}
	set(m, {advisor_mode: advisor});
	return m;
}

function act(m: Machine, action: Action): void {
	const {errno} = perform(m, action);
	if (errno !== undefined) throw new Error(`${action.do}: ${errno}`);
}

/** What was done before the row was read; the commands of the recorder's own language. */
function prepare(m: Machine, run: HostRun, {at}: HostRow): void {
	const [, command, , from, count] = at.split(' ');
	const target = {process: 'p0', region: 'r0'};
	if (at === 'run0' || at === 'run2') set(m, {run: at.slice(3)});
	else if (at === 'killed') act(m, {do: 'exit', process: 'p0'});
	else if (at.startsWith('drop_caches2')) act(m, {do: 'drop_caches', what: 2});
	else if (at === 'check') act(m, {do: 'read', target});
	else if (at === 'khugepaged 1s') set(m, {run: 0, 'khugepaged/scan_sleep_millisecs': 100});
	else if (at.startsWith('cmd ')) {
		if (command === 'munmap') act(m, {do: 'munmap', target});
		else if (command === 'unmerge') act(m, {do: 'madvise', target, advice: 'unmergeable'});
		else if (command === 'merge') act(m, {do: 'madvise', target, advice: 'mergeable'});
		else writeSame(m, run, Number(from), Number(count));
	}
	if (at.startsWith('khugepaged')) advanceBy(m, SECOND_NS);
	else if (/^(scan|after)/.test(at) && m.knobs.run !== 1) {
		set(m, {'khugepaged/scan_sleep_millisecs': 3_600_000, run: 1});
	}
}

/** Each page is written with what is in it, which in the runs that write is the same everywhere: a copy, no change. */
function writeSame(m: Machine, run: HostRun, from: number, count: number): void {
	const content = run.processes[0].endsWith('1s') ? SAME : 0;
	act(m, {
		do: 'write',
		target: {process: 'p0', region: 'r0', from, to: from + count},
		content: () => () => content,
	});
}

function advanceBy(m: Machine, ns: number): void {
	const to = m.nowNs + ns;
	while (m.nowNs < to) advance(m, to);
}

/** Drives ksmd to where the row was read: after its wakeup, or after its full scan. */
function reach(m: Machine, row: HostRow): void {
	if (row.wakeup !== undefined) {
		while (m.ksm.thread.wakeups < row.wakeup && wakeup(m));
		return;
	}
	if (m.knobs.run !== 1) return;
	while (m.ksm.fullScans < row.full_scans && wakeup(m));
	// Where the recording saw no further full scan there must be none, however long one waits.
	if (row.at.startsWith('after') && m.ksm.mms.length === 0) advanceBy(m, SECOND_NS);
}

function compareProcess(
	process: Process,
	recorded: HostProcessRow,
	rssNoiseKb: number,
): Array<[string, number, number]> {
	const pairs: Array<[string, number, number]> = [
		['ksm_rmap_items', process.ksmRmapItems, recorded.ksm_rmap_items],
		['ksm_zero_pages', process.ksmZeroPages, recorded.ksm_zero_pages],
		['ksm_merging_pages', process.ksmMergingPages, recorded.ksm_merging_pages],
	];
	if (recorded.anon_huge_kb !== undefined) {
		pairs.push(['anon_huge_kb', process.anonHugePages * 4, recorded.anon_huge_kb]);
	}
	if (recorded.rss_kb !== undefined) {
		const expected = recorded.rss_kb - rssNoiseKb;
		const seen = process.rssAnonPages * 4;
		if (Math.abs(seen - expected) > RSS_NOISE_KB) pairs.push(['rss_kb', seen, expected]);
	}
	return pairs;
}

/**
 * Unique pages beside stale items of the unstable tree: how many of them get past a stale item depends on the order of
 * contents, which is not recorded. A unique page is then either unshared or volatile.
 */
const dependsOnOrder = ({processes}: HostRun): boolean =>
	processes.some((words) => /thp=1.*pat=\d+u\d+z/.test(words));

/** Compares the sum of the unshared and the volatile pages, and leaves to each of them the share of the unique pages. */
function loosen(pairs: Array<[string, number, number]>): void {
	const at = pairs.findIndex(([what]) => what === 'pages_unshared');
	const [[, unshared, unsharedThen], [, volatile, volatileThen]] = pairs.slice(at, at + 2);
	pairs[at + 1] = ['pages_unshared + pages_volatile', unshared + volatile, unsharedThen + volatileThen];
	const isUniques = unshared <= UNIQUE_PAGES && unsharedThen <= UNIQUE_PAGES;
	pairs[at] = ['pages_unshared', isUniques ? 0 : unshared, isUniques ? 0 : unsharedThen];
}

/** All differences between the model and the recording. Rows at 'end' of runs with the advisor fell at no marked moment. */
export function compareHost(run: HostRun): Difference[] {
	const m = setUp(run);
	const differences: Difference[] = [];
	const ownKb = new Map<string, number>();
	for (const row of run.rows) {
		const {at} = row;
		if (at === 'end' && run.knobs.advisor_mode === 'scan-time') break;
		prepare(m, run, row);
		reach(m, row);
		const counters = readCounters(m);
		const pairs = COUNTERS_COMPARED.map(
			(name) => [name, counters[name], row[name] ?? 0] as [string, number, number],
		);
		for (const [index, name] of (['p0', 'p1'] as const).entries()) {
			const recorded = row[name];
			const process = m.processes[index];
			if (!recorded || !process?.alive) continue;
			if (!ownKb.has(name)) ownKb.set(name, (recorded.rss_kb ?? 0) - process.rssAnonPages * 4);
			pairs.push(...compareProcess(process, recorded, ownKb.get(name) ?? 0));
		}
		if (dependsOnOrder(run)) loosen(pairs);
		for (const [what, seen, recorded] of pairs)
			if (seen !== recorded) differences.push({at, what, seen, recorded});
		if (at === 'pre' || at === 'before') set(m, run.test.startsWith('W15') ? {} : {run: 1});
	}
	return differences;
}
