// Goal: rmap_walk_ksm finds the mappings of a KSM page, or misses them, as each of its three modes does, and says what
// it cost. Method: Hugh Dickins's test of April 2026 on a host that is short of memory: two equal pages, the second moved
// by mremap over a third, merged again, then swapped out; with its control run; and families of VMAs to count.

import {describe, expect, it} from 'vitest';
import {
	advance,
	checkInvariants,
	perform,
	type Action,
	type Machine,
	type MachineConfig,
} from '../../../../source/core/index.js';
import {readCounters} from '../../../../source/core/catalogue/counters/index.js';
import type {Frame} from '../../../../source/core/base/brands.js';
import {rmapWalkKsm} from '../../../../source/core/ksm/items/rmap-walk.js';
import {createHost, region, set, start} from '../../../support/host.js';

type Mode = MachineConfig['rmapWalk'];

/** 16 MiB of memory, and swap twice that. */
const MEMORY_PAGES = 4096;

function pass(m: Machine, seconds: number): void {
	const to = m.nowNs + seconds * 1e9;
	while (advance(m, to) !== 'time');
}

function act(m: Machine, action: Action): void {
	expect(perform(m, action).errno).toBeUndefined();
}

function shared(m: Machine): string {
	const {pages_shared: pagesShared, pages_sharing: pagesSharing} = readCounters(m);
	return `${pagesShared} ${pagesSharing}`;
}

const three = (from: number, to: number) => ({process: 'hugh', region: 'three', from, to});

/** Up to the moment at which the mail prints for the first time. */
function hugh(rmapWalk: Mode, moves: boolean, changes: Partial<MachineConfig> = {}): Machine {
	const m = createHost('mainline', {
		memoryPages: MEMORY_PAGES,
		swapPages: 2 * MEMORY_PAGES,
		rmapWalk,
		...changes,
	});
	set(m, {run: 1});
	start(m, 'hugh', [region('three', 3, ['mergeable', 'dontfork'], null)]);
	act(m, {do: 'write', target: three(0, 2), content: () => () => 0x77});
	pass(m, 1);
	if (moves) act(m, {do: 'mremap', target: three(1, 2), to: {page: 2}});
	act(m, {do: 'mmap', process: 'hugh', region: region('more', 128, ['dontfork'], () => 0x77)});
	pass(m, 1);
	return m;
}

/** A process that goes on using three fifths of memory while it fills the rest with what it never looks at again. */
function hogWithHotSet(m: Machine): void {
	const hot = Math.floor(MEMORY_PAGES * 0.6);
	const chunk = MEMORY_PAGES / 16;
	start(m, 'hog', [
		region('hot', hot, [], (page) => 10_000_000 + page),
		region('cold', 2 * MEMORY_PAGES, [], null),
	]);
	for (let i = 0; i < 24; i++) {
		const target = {process: 'hog', region: 'cold', from: i * chunk, to: (i + 1) * chunk};
		act(m, {do: 'write', target, content: () => (page) => 20_000_000 + page});
		act(m, {do: 'read', target: {process: 'hog', region: 'hot'}});
	}
	act(m, {do: 'exit', process: 'hog'});
}

describe("Hugh Dickins's test", () => {
	it.each([
		['full', true, '0 0'],
		['full', false, '0 0'],
		['address', true, '1 1'],
		['address', false, '0 0'],
		['stored', true, '0 0'],
		['stored', false, '0 0'],
	] as Array<[Mode, boolean, string]>)('%s, mremap %s: 1 1, then %s', (mode, moves, expected) => {
		const m = hugh(mode, moves);
		expect(shared(m)).toBe('1 1');
		// The moved page was unshared by mremap, and merged again at its new address.
		expect(m.vm.cow_ksm).toBe(moves ? 1 : 0);
		hogWithHotSet(m);
		pass(m, 1);
		expect(shared(m)).toBe(expected);
		expect(checkInvariants(m)).toEqual([]);
	});

	it('read back, the page is copied for the mapping whose index does not fit, and merges again', () => {
		const m = hugh('full', true);
		hogWithHotSet(m);
		pass(m, 1);
		expect(shared(m)).toBe('0 0');
		act(m, {do: 'read', target: three(0, 1)});
		act(m, {do: 'read', target: three(2, 3)});
		expect(m.vm.ksm_swpin_copy).toBe(1);
		pass(m, 1);
		expect(shared(m)).toBe('1 1');
		expect(checkInvariants(m)).toEqual([]);
	});

	it('a hog that only streams leaves the KSM page where it is', () => {
		const m = hugh('full', true);
		start(m, 'hog', [region('ram', MEMORY_PAGES, [], (page) => 10_000_000 + page)]);
		act(m, {do: 'read', target: {process: 'hog', region: 'ram'}});
		act(m, {do: 'exit', process: 'hog'});
		pass(m, 1);
		expect(m.vm.pswpout).toBeGreaterThan(MEMORY_PAGES);
		expect(shared(m)).toBe('1 1');
	});
});

/** The hog of the mail, in proportion: it maps more than there is memory, touches all of it twice, and exits. */
function hogThatTouchesTwice(m: Machine): void {
	start(m, 'hog', [region('anon', MEMORY_PAGES * 1.0625, [], (page) => 10_000_000 + page)]);
	act(m, {do: 'read', target: {process: 'hog', region: 'anon'}});
	act(m, {do: 'exit', process: 'hog'});
}

describe("Hugh Dickins's local patch and his hog", () => {
	it.each([
		// Without the patch the page was marked as accessed when it was merged: the hog does not get at it.
		['full', true, false, '1 1'],
		['full', true, true, '0 0'],
		['full', false, true, '0 0'],
		['stored', true, true, '0 0'],
		['address', true, true, '1 1'],
		['address', false, true, '0 0'],
	] as Array<[Mode, boolean, boolean, string]>)(
		'%s, mremap %s, merged pages old %s: %s',
		(mode, moves, ksmPagesOld, expected) => {
			const m = hugh(mode, moves, {ksmPagesOld});
			expect(shared(m)).toBe('1 1');
			hogThatTouchesTwice(m);
			expect(m.vm.pswpout).toBeGreaterThan(MEMORY_PAGES / 2);
			pass(m, 1);
			expect(shared(m)).toBe(expected);
			expect(checkInvariants(m)).toEqual([]);
		},
	);
});

describe('a mapping that the walk misses, by the steps of try_to_unmap', () => {
	function unmapped(): Machine {
		const m = hugh('address', true, {missedMapping: 'derived'});
		hogWithHotSet(m);
		pass(m, 1);
		return m;
	}

	it('the mapping that was found is gone, the folio stays: 1 0 after a full scan', () => {
		const m = unmapped();
		expect(shared(m)).toBe('1 0');
		expect(m.processes[0]).toMatchObject({swapPages: 1 + 128});
		expect(checkInvariants(m)).toEqual([]);
	});

	it('read back, the KSM page comes from the swap cache, without I/O or a copy, and its rmap_item with it: 1 1', () => {
		const m = unmapped();
		const {pswpin, swpin_zero: zeros} = m.vm;
		act(m, {do: 'read', target: three(0, 1)});
		expect(m.vm).toMatchObject({pswpin, swpin_zero: zeros, ksm_swpin_copy: 0});
		pass(m, 1);
		expect(shared(m)).toBe('1 1');
		expect(checkInvariants(m)).toEqual([]);
	});
});

describe('the cost, in VMAs looked at', () => {
	/** One anon_vma with 64 VMAs, of which one holds two equal pages. */
	function family(rmapWalk: Mode): Machine {
		const m = createHost('mainline', {memoryPages: MEMORY_PAGES, swapPages: MEMORY_PAGES, rmapWalk});
		start(m, 'p', [region('r', 64, ['mergeable'], (page) => (page > 61 ? 7 : 100 + page))]);
		for (let page = 0; page < 62; page += 2) {
			act(m, {
				do: 'madvise',
				target: {process: 'p', region: 'r', from: page, to: page + 1},
				advice: 'dontfork',
			});
		}
		set(m, {run: 1});
		pass(m, 1);
		expect(shared(m)).toBe('1 1');
		return m;
	}

	it.each([
		// 62 VMAs for each of two items: the last VMA is the one that holds both.
		['full', 124],
		['address', 2],
		['stored', 2],
	] as Array<[Mode, number]>)('%s: %i for one walk', (mode, vmas) => {
		const m = family(mode);
		expect(m.processes[0].vmas).toHaveLength(62);
		const [{vmas: all}] = m.processes;
		const slot = all[61].slot + 1;
		expect(rmapWalkKsm(m, m.slots.frame[slot] as Frame)).toHaveLength(2);
		expect(m.ksm.rmapWalkVmas).toBe(vmas);
	});
});

describe('forks', () => {
	it('mappings that fork made since ksmd passed are found in the second round', () => {
		const m = createHost('mainline', {memoryPages: MEMORY_PAGES, swapPages: MEMORY_PAGES});
		start(m, 'p', [region('r', 8, ['mergeable'], () => 7)]);
		set(m, {run: 1});
		pass(m, 1);
		set(m, {run: 0});
		act(m, {do: 'fork', process: 'p', name: 'child', count: 3});
		expect(readCounters(m)).toMatchObject({pages_shared: 1, pages_sharing: 7, nr_anon_pages: 1});
		act(m, {do: 'pressure', pages: 10});
		expect(readCounters(m).nr_anon_pages).toBe(0);
		expect(m.processes.map(({swapPages}) => swapPages)).toEqual([8, 8, 8, 8]);
		expect(m.vm.pswpout).toBe(1);
		expect(checkInvariants(m)).toEqual([]);
	});

	it('a page whose first owner is gone is found through the anon_vma that its items remember', () => {
		const m = createHost('mainline', {memoryPages: MEMORY_PAGES, swapPages: MEMORY_PAGES});
		start(m, 'p', [region('r', 8, ['mergeable'], () => 7)]);
		set(m, {run: 1});
		pass(m, 1);
		set(m, {run: 0});
		act(m, {do: 'fork', process: 'p', name: 'child', count: 1});
		act(m, {do: 'exit', process: 'p'});
		act(m, {do: 'pressure', pages: 10});
		expect(readCounters(m).nr_anon_pages).toBe(0);
		expect(checkInvariants(m)).toEqual([]);
	});
});
