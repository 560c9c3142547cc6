// Goal: when memory is short, what was not used goes first, and everything that goes can be read back. Method: hosts
// smaller than what their processes write; which pages are in swap afterwards, and who split which THP, is compared with
// what the rules of the two LRU lists and of the shrinker say.

import {describe, expect, it} from 'vitest';
import {
	checkInvariants,
	perform,
	type Action,
	type Machine,
	type MachineConfig,
} from '../../../../source/core/index.js';
import {readCounters} from '../../../../source/core/catalogue/counters/index.js';
import {FRAME_ACTIVE} from '../../../../source/core/state/mm/frames.js';
import {createHost, region, set, start, wakeup} from '../../../support/host.js';

const unique = (page: number): number => 5_000_000 + page;

function host(kernel = 'mainline', config: Partial<MachineConfig> = {}): Machine {
	return createHost(kernel, {memoryPages: 2048, swapPages: 8192, ...config});
}

function act(m: Machine, action: Action): void {
	expect(perform(m, action).errno).toBeUndefined();
}

const range = (from: number, to: number, process = 'p') => ({process, region: 'r', from, to});

function contents(m: Machine, process: number): number[] {
	const [vma] = m.processes[process].vmas;
	const found: number[] = [];
	for (let slot = vma.slot as number; slot < vma.slot + (vma.end - vma.start); slot++)
		found.push(m.frames.content[m.slots.frame[slot]]);
	return found;
}

describe('an allocation that finds no page', () => {
	it('reclaims, so that a process may write more than there is memory, and read it back', () => {
		const m = host();
		start(m, 'p', [region('r', 5000, [], unique)]);
		const [process] = m.processes;
		expect(process.rssAnonPages + process.swapPages).toBe(5000);
		expect(process.rssAnonPages).toBeGreaterThan(2048 - 64);
		for (let page = 0; page < 5000; page += 500) {
			act(m, {do: 'read', target: range(page, page + 500)});
			expect(contents(m, 0).slice(page, page + 500)).toEqual(
				Array.from({length: 500}, (_, i) => unique(page + i)),
			);
		}
		expect(checkInvariants(m)).toEqual([]);
	});

	it('fails when swap is full', () => {
		const m = host('mainline', {swapPages: 500});
		start(m, 'p', [region('r', 4000, [], null)]);
		const {errno} = perform(m, {do: 'write', target: range(0, 4000), content: () => unique});
		expect(errno).toBe('ENOMEM');
		const [{rssAnonPages, swapPages}] = m.processes;
		expect([rssAnonPages, swapPages]).toEqual([2048, 500]);
		expect(checkInvariants(m)).toEqual([]);
	});

	it('finds nothing without swap, unless the shrinker or MADV_FREE left something', () => {
		const m = host('mainline', {swapPages: 0});
		start(m, 'p', [region('r', 2048, [], unique)]);
		start(m, 'q', [region('r', 100, [], null)]);
		expect(perform(m, {do: 'write', target: range(0, 1, 'q'), content: () => unique}).errno).toBe('ENOMEM');
		act(m, {do: 'madvise', target: range(0, 200), advice: 'free'});
		act(m, {do: 'write', target: range(0, 100, 'q'), content: () => unique});
		expect(m.ledger.freedPages.discard).toBeGreaterThanOrEqual(100);
		expect(checkInvariants(m)).toEqual([]);
	});
});

describe('the LRU lists', () => {
	it('spare pages that are used again and again', () => {
		const m = host();
		start(m, 'hot', [region('r', 1000, [], unique)]);
		start(m, 'cold', [region('r', 8000, [], null)]);
		for (let at = 0; at < 8000; at += 200) {
			act(m, {do: 'write', target: range(at, at + 200, 'cold'), content: () => unique});
			act(m, {do: 'read', target: range(0, 1000, 'hot')});
		}
		const [hot, cold] = m.processes;
		const wasRead = m.vm.pswpin;
		act(m, {do: 'write', target: range(0, 400, 'cold'), content: () => unique});
		act(m, {do: 'read', target: range(0, 1000, 'hot')});
		expect(hot.swapPages).toBe(0);
		expect(cold.swapPages).toBeGreaterThan(6000);
		// What the cold process wrote anew had to be read first; of the hot one's pages none did.
		expect(m.vm.pswpin - wasRead).toBe(400);
	});

	it('MADV_COLD makes pages the first to go', () => {
		const m = host();
		start(m, 'p', [region('r', 1000, [], unique)]);
		start(m, 'q', [region('r', 1000, [], unique)]);
		act(m, {do: 'madvise', target: range(0, 1000, 'q'), advice: 'cold'});
		act(m, {do: 'pressure', pages: 500});
		expect(m.processes.map(({swapPages}) => swapPages > 0)).toEqual([false, true]);
	});

	it('a page that comes back soon after it went is active at once', () => {
		const m = host();
		start(m, 'p', [region('r', 1500, [], unique)]);
		const activePages = (): number => m.reclaim.lru?.activePages ?? 0;
		for (let i = 0; i < 4; i++) {
			act(m, {do: 'pressure', pages: 20});
			act(m, {do: 'read', target: range(0, 1500)});
		}
		expect(activePages()).toBeGreaterThan(100);
		act(m, {do: 'madvise', target: range(1000, 1500), advice: 'cold'});
		act(m, {do: 'pressure', pages: 20});
		const [{swapPages, vmas}] = m.processes;
		expect(swapPages).toBeGreaterThanOrEqual(20);
		act(m, {do: 'read', target: range(1000, 1500)});
		const {frame} = m.slots;
		const active = Array.from({length: 500}, (_, i) => frame[vmas[0].slot + 1000 + i]).filter(
			(page) => (m.frames.flags[page] & FRAME_ACTIVE) !== 0,
		);
		expect(active).toHaveLength(swapPages);
		expect(checkInvariants(m)).toEqual([]);
	});
});

describe('the deferred split shrinker under pressure', () => {
	const zeros = (count: number) => (page: number) => (page % 512 < count ? 0 : unique(page));

	it.each([
		['rfc', 410, 1, 410],
		['rfc', 409, 0, 0],
		['mainline', 410, 1, 410],
		['before', 410, 1, 0],
	])('%s, %i zeros at max_ptes_none 409: %i splits, %i freed', (kernel, count, splits, freed) => {
		const m = host(kernel, {swapPages: 0});
		set(m, {'khugepaged/max_ptes_none': 409});
		start(m, 'p', [region('r', 512, ['hugepage'], zeros(count))]);
		act(m, {do: 'pressure', pages: 100});
		expect(m.vm.thp_underused_split_page).toBe(splits);
		expect(m.ledger.splitRemapBy.shrinker).toBe(freed);
		expect(readCounters(m).nr_free_pages).toBe(2048 - 512 + freed);
	});

	it.each([
		[true, 0],
		[false, 3],
	])('at the default of 511, with the early exit %s: %i of 3 zero THPs are split', (earlyExit511, splits) => {
		const m = host('mainline', {swapPages: 0, earlyExit511});
		start(m, 'p', [region('r', 3 * 512, ['hugepage'], () => 0)]);
		act(m, {do: 'pressure', pages: 2000});
		expect(m.vm.thp_underused_split_page).toBe(splits);
		expect(m.processes[0].rssAnonPages).toBe((3 - splits) * 512);
	});
});

describe('MADV_FREE', () => {
	it('drops what was not written again, without I/O', () => {
		const m = host();
		start(m, 'p', [region('r', 100, [], unique)]);
		act(m, {do: 'madvise', target: range(0, 100), advice: 'free'});
		expect(m.processes[0].rssAnonPages).toBe(100);
		act(m, {do: 'write', target: range(10, 20), content: () => () => 3});
		act(m, {do: 'pressure', pages: 90});
		expect(m.processes[0].rssAnonPages).toBe(10);
		expect(readCounters(m)).toMatchObject({pswpout: 0, swpout_zero: 0});
		expect(m.ledger.freedPages.discard).toBe(90);
		expect(checkInvariants(m)).toEqual([]);
	});

	it('splits a THP of which it gets only part, and takes a whole one as it is', () => {
		const m = host();
		start(m, 'p', [region('r', 1024, ['hugepage'], unique)]);
		act(m, {do: 'madvise', target: range(100, 1024), advice: 'free'});
		expect(m.vm.thp_split_page).toBe(1);
		expect(m.processes[0].anonHugePages).toBe(512);
		act(m, {do: 'pressure', pages: 412 + 512});
		expect(m.processes[0].rssAnonPages).toBe(100);
		expect(readCounters(m)).toMatchObject({pswpout: 0, thp_deferred_split_page: 0});
		expect(checkInvariants(m)).toEqual([]);
	});

	it('takes swapped pages at once, and leaves shared ones alone', () => {
		const m = host();
		start(m, 'p', [region('r', 10, [], unique)]);
		act(m, {do: 'madvise', target: range(0, 5), advice: 'pageout'});
		act(m, {do: 'madvise', target: range(0, 5), advice: 'free'});
		expect(m.processes[0].swapPages).toBe(0);
		act(m, {do: 'fork', process: 'p', name: 'child', count: 1});
		act(m, {do: 'madvise', target: range(5, 10), advice: 'free'});
		expect(m.reclaim.lazyFree.size).toBe(0);
	});

	it.each([0, 8192])(
		'marks a KSM page that is mapped once, and reclaim drops it from under those who joined it since (swap %i)',
		(swapPages) => {
			const m = host('mainline', {swapPages});
			set(m, {smart_scan: 0, pages_to_scan: 100, run: 1});
			for (const name of ['p', 'twin']) start(m, name, [region('r', 10, ['mergeable'], unique)]);
			start(m, 'victim', [region('r', 10, [], unique)]);
			const fullScans = (n: number): void => {
				for (const end = m.ksm.fullScans + n; m.ksm.fullScans < end;) wakeup(m);
			};
			fullScans(3);
			act(m, {do: 'madvise', target: range(0, 10), advice: 'free'});
			expect(m.reclaim.lazyFree.size).toBe(0);
			act(m, {do: 'exit', process: 'twin'});
			fullScans(2);
			act(m, {do: 'madvise', target: range(0, 10), advice: 'free'});
			expect(m.reclaim.lazyFree.size).toBe(10);
			act(m, {do: 'madvise', target: range(0, 10, 'victim'), advice: 'mergeable'});
			fullScans(3);
			expect(readCounters(m)).toMatchObject({pages_shared: 10, pages_sharing: 10});
			act(m, {do: 'exit', process: 'p'});
			act(m, {do: 'madvise', target: range(0, 5, 'victim'), advice: 'pageout'});
			expect(m.processes[2]).toMatchObject({rssAnonPages: 5, swapPages: 0});
			act(m, {do: 'fork', process: 'victim', name: 'child', count: 1});
			act(m, {do: 'pressure', pages: 5});
			expect(m.processes.slice(2).map(({rssAnonPages}) => rssAnonPages)).toEqual([0, 0]);
			fullScans(2);
			expect(readCounters(m)).toMatchObject({pages_shared: 0, pages_sharing: 0});
			expect(checkInvariants(m)).toEqual([]);
		},
	);
});
