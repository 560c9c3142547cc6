// Goal: khugepaged collapses what the kernel's would, when it would, and fights with ksmd as measured. Method: hosts of
// a few THPs on which khugepaged is awake, driven second by second, compared with recorded figures where there are any;
// and MADV_COLLAPSE, which needs no clock.

import {describe, expect, it} from 'vitest';
import {
	advance,
	checkInvariants,
	fingerprint,
	perform,
	writeKnob,
	type Action,
	type Machine,
	type MachineConfig,
} from '../../../source/core/index.js';
import {readCounters} from '../../../source/core/catalogue/counters/index.js';
import {createHost, region, set, start, wakeup} from '../../support/host.js';

const SECOND_NS = 1e9;

/** Each THP has one unique page, then zeros. */
const sparse = (page: number): number => (page % 512 === 0 ? 1_000_000 + page / 512 : 0);
const unique = (page: number): number => 5_000_000 + page;

function host(
	kernel: string,
	thps: number,
	content: (page: number) => number,
	config: Partial<MachineConfig> = {},
): Machine {
	const m = createHost(kernel, {khugepaged: 'awake', ...config});
	set(m, {'khugepaged/scan_sleep_millisecs': 1000, smart_scan: 0, pages_to_scan: 1000});
	start(m, 'p', [region('r', thps * 512, ['hugepage', 'mergeable'], content)]);
	return m;
}

function pass(m: Machine, seconds: number): void {
	const to = m.nowNs + seconds * SECOND_NS;
	while (advance(m, to) !== 'time');
}

function act(m: Machine, action: Action): void {
	expect(perform(m, action).errno).toBeUndefined();
}

const range = (from: number, to: number) => ({process: 'p', region: 'r', from, to});

function freedByKsmd(m: Machine): number {
	const {freedPages, splitRemapBy} = m.ledger;
	return freedPages.ksm_merge + freedPages.ksm_zero_page + splitRemapBy.ksmd;
}

describe('against ksmd', () => {
	it.each(['before', 'v1-mergeable', 'ksm-opt-out'])(
		'%s: what is merged stays merged: no collapse in 60 full scans',
		(kernel) => {
			const m = host(kernel, 32, sparse);
			set(m, {run: 1});
			while (m.ksm.fullScans < 60) wakeup(m);
			const counters = readCounters(m);
			expect(counters.thp_split_page).toBe(32);
			expect(counters.thp_collapse_alloc).toBe(0);
			expect(freedByKsmd(m)).toBe(16_288);
		},
	);

	it.each(['before', 'v1-mergeable', 'ksm-opt-out'])(
		'%s: with use_zero_pages some ranges are collapsed and split once more',
		(kernel) => {
			const m = host(kernel, 32, sparse);
			set(m, {run: 1, use_zero_pages: 1});
			while (m.ksm.fullScans < 60) wakeup(m);
			const counters = readCounters(m);
			expect(counters.thp_split_page).toBe(48);
			expect(counters.thp_collapse_alloc).toBe(16);
			expect(freedByKsmd(m)).toBe(24_528);
			expect(counters.ksm_zero_pages).toBe(16_352);
		},
	);

	it.each(['mainline', 'v1-underused'])(
		'%s: a split leaves holes that are filled again and again',
		(kernel) => {
			const m = host(kernel, 32, sparse);
			set(m, {run: 1});
			while (m.ksm.fullScans < 60) wakeup(m);
			const counters = readCounters(m);
			expect(counters.thp_split_page).toBeGreaterThan(40);
			expect(counters.thp_collapse_alloc).toBeGreaterThan(10);
			expect(counters.ksm_zero_pages).toBe(0);
			expect(checkInvariants(m)).toEqual([]);
		},
	);

	it('one used page is enough to bring 511 pages of zeros back', () => {
		const m = host('mainline', 1, sparse);
		const {processes} = m;
		set(m, {run: 1, use_zero_pages: 1});
		while (m.vm.thp_split_page === 0) wakeup(m);
		expect(processes[0].rssAnonPages).toBe(1);
		pass(m, 1.1);
		expect(m.vm.thp_collapse_alloc).toBe(1);
		// ksmd looks at the THP's pages for the second time long before khugepaged wakes again.
		expect(m.vm.thp_split_page).toBe(2);
		expect(processes[0].rssAnonPages).toBe(1);
		pass(m, 5);
		expect(m.vm.thp_split_page).toBe(m.vm.thp_collapse_alloc + 1);
		expect(m.vm.thp_split_page).toBeGreaterThan(5);
	});

	it('a range of zeropages only is never collapsed', () => {
		const m = host('mainline', 1, () => 0);
		set(m, {run: 1, use_zero_pages: 1});
		pass(m, 20);
		expect(m.vm.thp_split_page).toBe(1);
		expect(m.vm.thp_collapse_alloc).toBe(0);
		expect(m.processes[0].rssAnonPages).toBe(0);
	});

	it("KSM's zeropages are taken off its counter by a collapse", () => {
		const m = host('before', 1, sparse);
		set(m, {run: 1, use_zero_pages: 1});
		while (m.ksm.zeroPages < 511) wakeup(m);
		set(m, {run: 0});
		pass(m, 2);
		expect(m.vm.thp_collapse_alloc).toBe(1);
		expect(m.ksm.zeroPages).toBe(0);
		expect(m.processes[0].ksmZeroPages).toBe(0);
		expect(m.ledger.freedPages.collapse).toBe(1);
		expect(m.ledger.allocatedPages.collapse).toBe(512);
	});

	it.each([
		[256, 1],
		[257, 0],
	])('%i shared KSM pages in a range: %i collapses', (equal, collapses) => {
		// Two equal pages never lie in one THP here, so that the first full scan that merges merges them all.
		const m = host('before', 2, (page) => (page % 512 < equal ? 100 + (page % 512) : unique(page)));
		set(m, {run: 1, 'khugepaged/scan_sleep_millisecs': 3_600_000});
		while (m.ksm.pagesSharing < equal) wakeup(m);
		set(m, {run: 0, 'khugepaged/scan_sleep_millisecs': 1000});
		pass(m, 1.5);
		// The first collapse takes half of the mappings away, so that nothing is shared in the other range.
		expect(m.vm.thp_collapse_alloc).toBe(collapses === 0 ? 0 : 2);
		expect(m.vm.thp_scan_exceed_share_pte > 0).toBe(collapses === 0);
		expect(checkInvariants(m)).toEqual([]);
	});
});

describe('the limits', () => {
	it.each([
		[0, 0],
		[510, 0],
		[511, 1],
	])('max_ptes_none %i: %i collapses of a range with one page', (limit, collapses) => {
		const m = host('mainline', 1, sparse);
		set(m, {'khugepaged/max_ptes_none': limit});
		act(m, {do: 'split', target: range(0, 512)});
		expect(m.processes[0].rssAnonPages).toBe(1);
		pass(m, 2);
		expect(m.vm.thp_collapse_alloc).toBe(collapses);
		expect(m.vm.thp_scan_exceed_none_pte > 0).toBe(collapses === 0);
	});

	it.each([
		[64, 1],
		[65, 0],
	])('%i swapped pages: %i collapses', (swapped, collapses) => {
		const m = host('before', 1, unique, {swapPages: 4096});
		set(m, {'khugepaged/scan_sleep_millisecs': 3_600_000});
		act(m, {do: 'split', target: range(0, 512)});
		act(m, {do: 'madvise', target: range(100, 100 + swapped), advice: 'pageout'});
		expect(m.vm.pswpout).toBe(swapped);
		set(m, {'khugepaged/scan_sleep_millisecs': 1000});
		pass(m, 1.5);
		expect(m.vm.thp_collapse_alloc).toBe(collapses);
		expect(m.vm.pswpin).toBe(collapses * swapped);
		expect(m.processes[0].swapPages).toBe(collapses === 1 ? 0 : swapped);
		expect(checkInvariants(m)).toEqual([]);
	});

	it('a range that nobody has used since reclaim looked at it is left alone', () => {
		const m = host('before', 1, unique);
		set(m, {'khugepaged/scan_sleep_millisecs': 3_600_000});
		act(m, {do: 'split', target: range(0, 512)});
		act(m, {do: 'madvise', target: range(0, 512), advice: 'cold'});
		set(m, {'khugepaged/scan_sleep_millisecs': 1000});
		pass(m, 3);
		expect(m.vm.thp_collapse_alloc).toBe(0);
		act(m, {do: 'read', target: range(7, 8)});
		pass(m, 1.5);
		expect(m.vm.thp_collapse_alloc).toBe(1);
	});
});

describe('the thread', () => {
	it('pages_to_scan 4096 is eight ranges a wakeup, and the next wakeup goes on behind them', () => {
		const m = host('before', 20, unique);
		pass(m, 0.5);
		act(m, {do: 'split', target: range(0, 20 * 512)});
		const collapsed = [];
		for (let i = 0; i < 4; i++) {
			pass(m, 1);
			collapsed.push(m.vm.thp_collapse_alloc);
		}
		expect(collapsed).toEqual([8, 16, 20, 20]);
	});

	it('sleeps alloc_sleep_millisecs once when there is no memory for a THP', () => {
		const m = host('before', 4, unique, {memoryPages: 4 * 512 + 100});
		set(m, {'khugepaged/alloc_sleep_millisecs': 60_000});
		act(m, {do: 'split', target: range(0, 4 * 512)});
		pass(m, 30);
		expect(m.vm.thp_collapse_alloc).toBe(0);
		act(m, {do: 'madvise', target: range(0, 512), advice: 'dontneed'});
		// It is still asleep for want of memory, and looks again a minute after the first failure.
		pass(m, 20);
		expect(m.vm.thp_collapse_alloc).toBe(0);
		pass(m, 15);
		expect(m.vm.thp_collapse_alloc).toBeGreaterThan(0);
	});

	it('does the same however time is cut into slices', () => {
		const prints = [0.001, 0.0437, 10].map((seconds) => {
			const m = host('mainline', 12, sparse, {memoryPages: 12 * 512 - 300, swapPages: 100_000});
			set(m, {run: 1, 'khugepaged/alloc_sleep_millisecs': 333});
			for (let at = seconds; m.nowNs < 10e9; at += seconds) {
				const to = Math.min(10e9, Math.round(at * 1e9));
				while (advance(m, to, 700) !== 'time');
			}
			expect(m.vm.thp_collapse_alloc).toBeGreaterThan(10);
			return fingerprint(m);
		});
		expect(new Set(prints).size).toBe(1);
	});

	it('never wakes where the machine says asleep, and not for VMAs without advice', () => {
		const asleep = host('before', 1, unique, {khugepaged: 'asleep'});
		act(asleep, {do: 'split', target: range(0, 512)});
		pass(asleep, 30);
		expect(asleep.vm.thp_collapse_alloc).toBe(0);
		const m = createHost('before', {khugepaged: 'awake'});
		start(m, 'p', [region('r', 512, [], unique)]);
		pass(m, 30);
		expect(m.vm.thp_collapse_alloc).toBe(0);
		expect(writeKnob(m, 'enabled', 'always')).toBeUndefined();
		act(m, {do: 'madvise', target: range(0, 512), advice: 'hugepage'});
		pass(m, 1);
		expect(m.vm.thp_collapse_alloc).toBe(1);
	});
});

describe('MADV_COLLAPSE', () => {
	it('ignores the limits and enabled, and queues the new THP for the shrinker', () => {
		const m = host('mainline', 1, sparse, {khugepaged: 'asleep'});
		set(m, {'khugepaged/max_ptes_none': 0, enabled: 'never'});
		act(m, {do: 'split', target: range(0, 512)});
		act(m, {do: 'collapse', target: range(0, 512)});
		expect(m.vm.thp_collapse_alloc).toBe(1);
		expect(m.processes[0].anonHugePages).toBe(512);
		expect(m.thp.deferred.size).toBe(1);
	});

	it('is refused: EAGAIN for a pinned page, EINVAL without pages or after MADV_NOHUGEPAGE', () => {
		const m = host('mainline', 2, unique, {khugepaged: 'asleep'});
		act(m, {do: 'split', target: range(0, 512)});
		act(m, {do: 'pin', target: range(9, 10)});
		expect(perform(m, {do: 'collapse', target: range(0, 512)}).errno).toBe('EAGAIN');
		act(m, {do: 'unpin', target: range(9, 10)});
		act(m, {do: 'madvise', target: range(512, 1024), advice: 'dontneed'});
		expect(perform(m, {do: 'collapse', target: range(512, 1024)}).errno).toBe('EINVAL');
		act(m, {do: 'madvise', target: range(0, 512), advice: 'nohugepage'});
		expect(perform(m, {do: 'collapse', target: range(0, 512)}).errno).toBe('EINVAL');
	});

	it("a merged page's item waits for ksmd, then needs two visits to merge again", () => {
		const m = host('before', 2, (page) => (page % 512 === 5 ? 77 : unique(page)), {khugepaged: 'asleep'});
		set(m, {run: 1});
		while (m.ksm.pagesSharing === 0) wakeup(m);
		set(m, {run: 0});
		act(m, {do: 'collapse', target: range(0, 512)});
		expect(readCounters(m)).toMatchObject({pages_shared: 1, pages_sharing: 1});
		set(m, {run: 1});
		const scans = m.ksm.fullScans;
		while (m.ksm.fullScans < scans + 3) wakeup(m);
		expect(readCounters(m)).toMatchObject({pages_shared: 1, pages_sharing: 1, thp_split_page: 3});
		expect(checkInvariants(m)).toEqual([]);
	});
});
