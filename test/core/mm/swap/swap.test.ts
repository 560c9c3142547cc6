// Goal: pages go to swap and come back as the kernel's do, and KSM and the zeropage remap see what they would see.
// Method: MADV_PAGEOUT on small hosts, kernel by kernel; the swap counters, the ledger and what is read back are compared.

import {describe, expect, it} from 'vitest';
import {
	advance,
	checkInvariants,
	perform,
	type Action,
	type Machine,
	type MachineConfig,
	type Slot,
} from '../../../../source/core/index.js';
import {pageState} from '../../../../source/core/query/page-state.js';
import {readCounters} from '../../../../source/core/catalogue/counters/index.js';
import {freeSwapPages} from '../../../../source/core/mm/swap/swap-space.js';
import {createHost, region, set, start, wakeup} from '../../../support/host.js';

const unique = (page: number): number => 5_000_000 + page;
const half = (page: number): number => (page % 512 < 256 ? 0 : unique(page));

function host(kernel = 'mainline', config: Partial<MachineConfig> = {}): Machine {
	return createHost(kernel, {memoryPages: 8192, swapPages: 8192, ...config});
}

function act(m: Machine, action: Action): void {
	expect(perform(m, action).errno).toBeUndefined();
}

const range = (from: number, to: number, process = 'p') => ({process, region: 'r', from, to});
const pageout = (m: Machine, from: number, to: number): void =>
	act(m, {do: 'madvise', target: range(from, to), advice: 'pageout'});

function scans(m: Machine, count: number): void {
	const to = m.ksm.fullScansEver + count;
	while (m.ksm.fullScansEver < to) wakeup(m);
}

const stateOf = (m: Machine, page: number): string =>
	pageState(m, (m.processes[0].vmas[0].slot + page) as Slot);

describe('pages', () => {
	it('zeros take a swap slot, but nothing is written or read for them', () => {
		const m = host();
		start(m, 'p', [region('r', 20, [], (page) => (page < 12 ? 0 : unique(page)))]);
		pageout(m, 0, 20);
		expect(readCounters(m)).toMatchObject({swpout_zero: 12, pswpout: 8, nr_anon_pages: 0});
		expect(freeSwapPages(m)).toBe(8192 - 20);
		expect(m.ledger.freedPages.swap_out).toBe(20);
		act(m, {do: 'read', target: range(0, 20)});
		expect(readCounters(m)).toMatchObject({swpin_zero: 12, pswpin: 8, nr_anon_pages: 20});
		expect(freeSwapPages(m)).toBe(8192);
		expect(m.ledger.allocatedPages.swap_in).toBe(20);
		expect(checkInvariants(m)).toEqual([]);
	});

	it('a page that went out before a fork is copied when one of the two writes to it', () => {
		const m = host();
		start(m, 'p', [region('r', 1, [], () => 7)]);
		pageout(m, 0, 1);
		act(m, {do: 'fork', process: 'p', name: 'child', count: 1});
		act(m, {do: 'write', target: range(0, 1), content: () => () => 8});
		pageout(m, 0, 1);
		act(m, {do: 'read', target: range(0, 1)});
		act(m, {do: 'read', target: range(0, 1, 'child')});
		const read = (process: number): number =>
			m.frames.content[m.slots.frame[m.processes[process].vmas[0].slot]];
		expect([read(0), read(1)]).toEqual([8, 7]);
		expect(checkInvariants(m)).toEqual([]);
	});

	it('pinned and mlocked pages stay', () => {
		const m = host();
		start(m, 'p', [region('r', 20, [], unique)]);
		act(m, {do: 'pin', target: range(3, 5)});
		pageout(m, 0, 10);
		expect(m.processes[0].swapPages).toBe(8);
		act(m, {do: 'mlock', target: range(10, 15)});
		expect(perform(m, {do: 'madvise', target: range(10, 15), advice: 'pageout'}).errno).toBe('EINVAL');
		act(m, {do: 'pressure', pages: 100});
		expect(m.processes[0].swapPages).toBe(13);
		expect(checkInvariants(m)).toEqual([]);
	});

	it('a page that fork shares is left alone by MADV_PAGEOUT; reclaim swaps it out once for both', () => {
		const m = host();
		start(m, 'p', [region('r', 1, [], () => 9)]);
		act(m, {do: 'fork', process: 'p', name: 'child', count: 1});
		pageout(m, 0, 1);
		expect(m.vm.pswpout).toBe(0);
		act(m, {do: 'pressure', pages: 1});
		expect(m.vm.pswpout).toBe(1);
		expect(m.processes.map(({swapPages}) => swapPages)).toEqual([1, 1]);
		// Read back by both it is one page again, out of the swap cache; then a write copies.
		act(m, {do: 'read', target: range(0, 1)});
		act(m, {do: 'read', target: range(0, 1, 'child')});
		expect(readCounters(m)).toMatchObject({pswpin: 1, nr_anon_pages: 1, ksm_swpin_copy: 0});
		act(m, {do: 'write', target: range(0, 1), content: () => () => 10});
		expect(readCounters(m).nr_anon_pages).toBe(2);
		expect(checkInvariants(m)).toEqual([]);
	});

	it('a page in the swap cache is not written again, and is copied by a write while another PTE refers to its slot', () => {
		const m = host();
		start(m, 'p', [region('r', 1, [], () => 9)]);
		act(m, {do: 'fork', process: 'p', name: 'child', count: 1});
		act(m, {do: 'pressure', pages: 1});
		act(m, {do: 'read', target: range(0, 1)});
		pageout(m, 0, 1);
		expect(readCounters(m)).toMatchObject({pswpout: 1, pswpin: 1, nr_anon_pages: 0});
		act(m, {do: 'write', target: range(0, 1), content: () => () => 10});
		act(m, {do: 'read', target: range(0, 1, 'child')});
		expect(readCounters(m).nr_anon_pages).toBe(2);
		expect(freeSwapPages(m)).toBe(8192);
		expect(checkInvariants(m)).toEqual([]);
	});

	it('MADV_DONTNEED and exit give swap slots back', () => {
		const m = host();
		start(m, 'p', [region('r', 20, [], unique)]);
		pageout(m, 0, 20);
		act(m, {do: 'madvise', target: range(0, 5), advice: 'dontneed'});
		expect(freeSwapPages(m)).toBe(8192 - 15);
		act(m, {do: 'exit', process: 'p'});
		expect(freeSwapPages(m)).toBe(8192);
	});
});

describe('KSM', () => {
	it('a page that was swapped out needs two visits again before it merges', () => {
		const m = host();
		start(m, 'p', [region('r', 8, ['mergeable'], unique)]);
		set(m, {run: 1, smart_scan: 1, pages_to_scan: 1000});
		scans(m, 5);
		expect(readCounters(m)).toMatchObject({pages_unshared: 0, pages_volatile: 8, pages_skipped: 8});
		pageout(m, 0, 8);
		// The rmap_items go in the next full scan: their addresses hold no page.
		scans(m, 1);
		expect(readCounters(m)).toMatchObject({pages_volatile: 0, general_profit: 0});
		act(m, {do: 'read', target: range(0, 8)});
		scans(m, 1);
		expect(readCounters(m)).toMatchObject({pages_unshared: 0, pages_volatile: 8, pages_skipped: 8});
		scans(m, 1);
		expect(readCounters(m)).toMatchObject({pages_unshared: 8, pages_volatile: 0, pages_skipped: 8});
	});

	it('an unstable item whose page is swapped out is stale for the rest of the full scan', () => {
		const m = host();
		start(m, 'p', [region('r', 100, ['mergeable'], unique)]);
		set(m, {run: 1, smart_scan: 0, pages_to_scan: 50});
		scans(m, 1);
		wakeup(m);
		pageout(m, 0, 50);
		wakeup(m);
		expect(m.ksm.searchesEndedAtStale).toBe(50);
		expect(checkInvariants(m)).toEqual([]);
	});

	it('a KSM page with several mappings is left alone by MADV_PAGEOUT', () => {
		const m = host();
		start(m, 'p', [region('r', 8, ['mergeable'], () => 7)]);
		set(m, {run: 1});
		scans(m, 3);
		pageout(m, 0, 8);
		expect(readCounters(m)).toMatchObject({nr_anon_pages: 1, pswpout: 0});
	});

	it('run 2 takes a KSM page apart; what was in swap comes back as pages of its own', () => {
		const m = host();
		start(m, 'p', [region('r', 8, ['mergeable'], () => 7)]);
		set(m, {run: 1});
		scans(m, 3);
		act(m, {do: 'pressure', pages: 1});
		expect(m.processes[0].swapPages).toBe(8);
		set(m, {run: 2});
		act(m, {do: 'read', target: range(0, 8)});
		// The first read made an ordinary page in the swap cache, whose index fits no other mapping.
		expect(readCounters(m)).toMatchObject({nr_anon_pages: 8, ksm_swpin_copy: 7, pswpin: 1});
		expect(checkInvariants(m)).toEqual([]);
	});
});

describe('THPs', () => {
	it('go whole, written whole, and come back as base pages', () => {
		const m = host();
		start(m, 'p', [region('r', 512, ['hugepage'], half)]);
		pageout(m, 0, 512);
		expect(readCounters(m)).toMatchObject({
			pswpout: 512,
			swpout_zero: 0,
			thp_split_page: 0,
			thp_split_pmd: 1,
			thp_deferred_split_page: 0,
		});
		expect(m.thp.deferred.size).toBe(0);
		act(m, {do: 'read', target: range(0, 512)});
		expect(readCounters(m)).toMatchObject({pswpin: 512, nr_anon_transparent_hugepages: 0});
		expect(stateOf(m, 0)).toBe('base');
		expect(checkInvariants(m)).toEqual([]);
	});

	it('of zeros alone are not written', () => {
		const m = host();
		start(m, 'p', [region('r', 512, ['hugepage'], () => 0)]);
		pageout(m, 0, 512);
		expect(readCounters(m)).toMatchObject({pswpout: 0, swpout_zero: 512, thp_split_page: 0});
	});

	it.each([
		['mainline', 256, 256, 0],
		['before', 0, 300, 256],
		['rfc', 0, 300, 256],
	])('%s: split when swap has no room for 512 pages', (kernel, remapped, inSwap, zeros) => {
		const m = host(kernel, {swapPages: 300});
		start(m, 'p', [region('r', 512, ['hugepage'], half)]);
		pageout(m, 0, 512);
		expect(m.vm.thp_split_page).toBe(1);
		expect(m.ledger.splitRemapBy.reclaim).toBe(remapped);
		expect(m.processes[0].swapPages).toBe(inSwap);
		expect(m.vm.swpout_zero).toBe(zeros);
		expect(m.processes[0].rssAnonPages).toBe(512 - remapped - inSwap);
		expect(checkInvariants(m)).toEqual([]);
	});

	it('are split by MADV_PAGEOUT even without swap', () => {
		const m = host('mainline', {swapPages: 0});
		start(m, 'p', [region('r', 512, ['hugepage'], half)]);
		pageout(m, 0, 512);
		expect(m.vm.thp_split_page).toBe(1);
		expect(m.processes[0].rssAnonPages).toBe(256);
	});

	it('partially mapped, are split by reclaim before they are swapped out', () => {
		const m = host();
		start(m, 'p', [region('r', 512, ['hugepage'], half)]);
		act(m, {do: 'madvise', target: range(256, 512), advice: 'dontneed'});
		act(m, {do: 'pressure', pages: 1});
		expect(m.vm.thp_split_page).toBe(1);
		// Reclaim comes by before the shrinker does: 256 pages of zeros go to the zeropage.
		expect(m.ledger.splitRemapBy.reclaim).toBe(256);
		expect(m.ledger.freedPages.discard).toBe(256);
		expect(checkInvariants(m)).toEqual([]);
	});

	it.each([
		['mainline', 256, 0],
		['v1', 0, 256],
		['ksm-opt-out', 256, 0],
		['rfc', 0, 256],
		['before', 0, 256],
	])(
		'%s: of a mergeable THP paged out in part, %i zeros are remapped, %i take swap slots',
		(kernel, remapped, zeros) => {
			const m = host(kernel);
			start(m, 'p', [region('r', 512, ['hugepage', 'mergeable'], half)]);
			set(m, {run: 1, sleep_millisecs: 4_000_000, pages_to_scan: 1});
			advance(m, 1e6);
			pageout(m, 0, 300);
			expect(m.ledger.splitRemapBy.madvise).toBe(remapped);
			expect(m.vm.swpout_zero).toBe(zeros);
			expect(m.vm.pswpout).toBe(44);
			expect(checkInvariants(m)).toEqual([]);
		},
	);
});
