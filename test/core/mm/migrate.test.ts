// Goal: pages move between NUMA nodes as move_pages moves them. Method: hosts of two nodes; what is moved, what is split
// for it and what stays is read from the ledger, the counters and the nodes on which the pages lie.

import {describe, expect, it} from 'vitest';
import {
	advance,
	checkInvariants,
	perform,
	type Errno,
	type Machine,
	type MachineConfig,
} from '../../../source/core/index.js';
import {readCounters} from '../../../source/core/catalogue/counters/index.js';
import {createHost, region, set, start} from '../../support/host.js';

const unique = (page: number): number => 5_000_000 + page;
/** Half of each THP is zero. */
const half = (page: number): number => (page % 512 < 256 ? 0 : unique(page));

function host(kernel: string, config: Partial<MachineConfig> = {}): Machine {
	return createHost(kernel, {nodes: 2, memoryPages: 16_384, ...config});
}

function pass(m: Machine, seconds: number): void {
	const to = m.nowNs + seconds * 1e9;
	while (advance(m, to) !== 'time');
}

const range = (from: number, to: number, process = 'p') => ({process, region: 'r', from, to});

function migrate(m: Machine, from: number, to: number, node = 1): Errno | undefined {
	return perform(m, {do: 'migrate', target: range(from, to), node}).errno;
}

const onNode = (m: Machine): number[] => [...m.frames.usedPages];

describe('THPs', () => {
	it('move whole when the node has room for them', () => {
		const m = host('mainline');
		start(m, 'p', [region('r', 1024, ['hugepage'], half)]);
		expect(migrate(m, 0, 1024)).toBeUndefined();
		expect(onNode(m)).toEqual([0, 1024]);
		expect(m.ledger.allocatedPages.migrate).toBe(1024);
		expect(m.ledger.freedPages.migrate).toBe(1024);
		expect(readCounters(m)).toMatchObject({thp_split_page: 0, nr_anon_transparent_hugepages: 2});
		// The new folios are on the deferred split queue as the old ones were.
		expect(m.thp.deferred.size).toBe(2);
		expect(checkInvariants(m)).toEqual([]);
	});

	it('are moved by any of their pages', () => {
		const m = host('mainline');
		start(m, 'p', [region('r', 512, ['hugepage'], half)]);
		expect(migrate(m, 100, 101)).toBeUndefined();
		expect(onNode(m)).toEqual([0, 512]);
	});

	it.each([
		['mainline', 256],
		['ksm-opt-out', 256],
		['v1-underused', 256],
		['rfc', 0],
		['before', 0],
	])('%s: split where the node has no room for 512 pages; the split frees %i', (kernel, remapped) => {
		const m = host(kernel, {memoryPages: 4096});
		start(m, 'p', [region('r', 512, ['hugepage'], half)]);
		start(m, 'q', [{...region('q', 1600, [], unique), node: 1}]);
		expect(migrate(m, 0, 512)).toBe(remapped > 0 ? undefined : 'ENOMEM');
		expect(m.vm.thp_split_page).toBe(1);
		expect(m.ledger.splitRemapBy.migration).toBe(remapped);
		expect(m.processes[0].rssAnonPages).toBe(512 - remapped);
		expect(onNode(m)[1]).toBe(remapped > 0 ? 1600 + 256 : 2048);
		expect(checkInvariants(m)).toEqual([]);
	});

	it('are split first when they are partially mapped', () => {
		const m = host('mainline');
		start(m, 'p', [region('r', 512, ['hugepage'], unique)]);
		perform(m, {do: 'madvise', target: range(0, 10), advice: 'dontneed'});
		expect(m.vm.thp_deferred_split_page).toBe(1);
		expect(migrate(m, 10, 512)).toBeUndefined();
		expect(m.vm.thp_split_page).toBe(1);
		expect(onNode(m)).toEqual([0, 502]);
		expect(m.thp.deferred.size).toBe(0);
	});

	it('move with all who share them', () => {
		const m = host('mainline');
		start(m, 'p', [region('r', 512, ['hugepage'], half)]);
		perform(m, {do: 'fork', process: 'p', name: 'child', count: 2});
		expect(migrate(m, 0, 512)).toBeUndefined();
		expect(onNode(m)).toEqual([0, 512]);
		expect(m.processes.map(({anonHugePages}) => anonHugePages)).toEqual([512, 512, 512]);
		expect(checkInvariants(m)).toEqual([]);
	});
});

describe('refusals', () => {
	it('EBUSY for a pinned page, ENOMEM for a full node, EINVAL for none; the rest moves', () => {
		const m = host('mainline', {memoryPages: 2048});
		start(m, 'p', [region('r', 100, [], unique)]);
		perform(m, {do: 'pin', target: range(3, 4)});
		expect(migrate(m, 0, 100)).toBe('EBUSY');
		expect(onNode(m)).toEqual([1, 99]);
		expect(migrate(m, 0, 100, 2)).toBe('EINVAL');
		start(m, 'q', [{...region('q', 925, [], unique), node: 1}]);
		start(m, 's', [region('s', 100, [], unique)]);
		expect(
			perform(m, {do: 'migrate', target: {process: 's', region: 's', from: 0, to: 100}, node: 1}).errno,
		).toBe('ENOMEM');
		expect(checkInvariants(m)).toEqual([]);
	});
});

describe('KSM pages', () => {
	/** 32 equal pages; the second half moved over the first 16, and merged: the selftest migrate.ksm_and_mremap. */
	function merged(rmapWalk: MachineConfig['rmapWalk'], moves: boolean): Machine {
		const m = host('mainline', {rmapWalk});
		start(m, 'p', [region('r', 32, ['mergeable'], () => 0x77)]);
		if (moves) perform(m, {do: 'mremap', target: range(16, 32), to: {page: 0}});
		set(m, {run: 1});
		pass(m, 1);
		return m;
	}

	it.each([
		['full', true, undefined],
		['stored', true, undefined],
		['address', false, undefined],
		['address', true, 'EBUSY'],
	] as Array<[MachineConfig['rmapWalk'], boolean, Errno | undefined]>)(
		'rmap_walk %s, mremap %s: %s',
		(mode, moves, errno) => {
			const m = merged(mode, moves);
			const pages = moves ? 16 : 32;
			expect(readCounters(m)).toMatchObject({pages_shared: 1, pages_sharing: pages - 1});
			expect(migrate(m, 0, pages)).toBe(errno);
			expect(onNode(m)).toEqual(errno === undefined ? [0, 1] : [1, 0]);
			// The stable node has followed its page: nothing is unshared by it, now or in the next full scans.
			pass(m, 1);
			expect(readCounters(m)).toMatchObject({pages_shared: 1, pages_sharing: pages - 1, nr_anon_pages: 1});
			expect(checkInvariants(m)).toEqual([]);
		},
	);

	it('one page stays one page for a tree of children', () => {
		const m = merged('full', false);
		set(m, {run: 0});
		perform(m, {do: 'fork', process: 'p', name: 'child', count: 3});
		perform(m, {do: 'fork', process: 'child-1', name: 'grandchild', count: 2});
		expect(migrate(m, 0, 32)).toBeUndefined();
		expect(onNode(m)).toEqual([0, 1]);
		expect(m.ledger.freedPages.migrate).toBe(1);
		expect(checkInvariants(m)).toEqual([]);
	});

	it('with merge_across_nodes 0 a moved page changes trees, and joins the equal page that is there', () => {
		const m = host('mainline');
		set(m, {merge_across_nodes: 0});
		start(m, 'p', [region('r', 2, ['mergeable'], () => 0x77)]);
		start(m, 'q', [{...region('r', 2, ['mergeable'], () => 0x77), node: 1}]);
		set(m, {run: 1});
		pass(m, 1);
		expect(readCounters(m)).toMatchObject({pages_shared: 2, pages_sharing: 2});
		expect(migrate(m, 0, 2)).toBeUndefined();
		pass(m, 2);
		expect(m.ksm.migrateList).toEqual([]);
		expect(readCounters(m)).toMatchObject({stable_node_chains: 1, stable_node_dups: 2});
		expect(checkInvariants(m)).toEqual([]);
	});
});

it('new pages wait in the LRU-add batch, so that they do not merge in the same full scan', () => {
	const m = host('mainline');
	start(m, 'p', [region('r', 4, ['mergeable'], (page) => page >> 1)]);
	set(m, {run: 1});
	pass(m, 1);
	set(m, {run: 0});
	expect(migrate(m, 0, 4)).toBeUndefined();
	expect(m.reclaim.lruBatch).toHaveLength(2);
});
