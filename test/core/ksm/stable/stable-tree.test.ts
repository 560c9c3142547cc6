// Goal: the stable tree finds a KSM page of equal content, fills it up to max_page_sharing, goes on in a chain, and drops
// nodes whose page was freed when a walk comes to them. Method: ksmd merges groups of equal pages; nodes, chains and
// counters are read between full scans, by the plain rules and by the table of contents.

import {describe, expect, it} from 'vitest';
import {checkInvariants, perform, type Machine} from '../../../../source/core/index.js';
import {readCounters} from '../../../../source/core/catalogue/counters/index.js';
import type {Frame} from '../../../../source/core/base/brands.js';
import {isChain} from '../../../../source/core/ksm/stable/chain.js';
import {completeStableTree} from '../../../../source/core/ksm/stable/links.js';
import {searchStable} from '../../../../source/core/ksm/stable/stable-tree.js';
import {drainLruBatch} from '../../../../source/core/mm/reclaim/lru-batch.js';
import type {StableNode} from '../../../../source/core/base/brands.js';
import {createHost, region, set, start, wakeup} from '../../../support/host.js';

const ram = {process: 'p', region: 'r'};

function host(plainRules: boolean, pages: number, content: (page: number) => number, knobs = {}): Machine {
	const m = createHost('mainline', {plainRules});
	set(m, {pages_to_scan: 100_000, smart_scan: 0, ...knobs});
	start(m, 'p', [region('r', pages, ['nohugepage', 'mergeable'], content)]);
	drainLruBatch(m);
	set(m, {run: 1});
	return m;
}

function fullScans(m: Machine, count: number): void {
	const goal = m.ksm.fullScansEver + count;
	while (m.ksm.fullScansEver < goal && wakeup(m));
}

function counters(m: Machine) {
	const {pages_shared, pages_sharing, stable_node_chains, stable_node_dups} = readCounters(m);
	return {pages_shared, pages_sharing, stable_node_chains, stable_node_dups};
}

/** What the nodes of the tree hold, in order of the walk from the left; a chain by its first page. */
function inOrder(m: Machine): number[] {
	completeStableTree(m);
	const {nodes} = m.ksm;
	const walk = (node: number): number[] => {
		if (node === 0) return [];
		const page = isChain(m, node as StableNode) ? nodes.head[node] : node;
		return [...walk(nodes.left[node]), m.frames.content[nodes.frame[page]], ...walk(nodes.right[node])];
	};
	return walk(m.ksm.stableRoots[0]);
}

describe.each([
	['by the plain rules', true],
	['by the table of contents', false],
])('%s', (_name, plainRules) => {
	it('has one node for each content, which all its pages share', () => {
		const m = host(plainRules, 60, (page) => 1 + (page % 20));
		fullScans(m, 3);
		expect(counters(m)).toEqual({
			pages_shared: 20,
			pages_sharing: 40,
			stable_node_chains: 0,
			stable_node_dups: 0,
		});
		expect(inOrder(m).toSorted((one, other) => one - other)).toEqual(
			Array.from({length: 20}, (_, i) => i + 1),
		);
		expect(checkInvariants(m)).toEqual([]);
	});

	it('makes a chain when a node is full, and one more KSM page for each max_page_sharing pages', () => {
		const m = host(plainRules, 12, () => 5, {max_page_sharing: 4});
		fullScans(m, 6);
		expect(counters(m)).toEqual({
			pages_shared: 3,
			pages_sharing: 9,
			stable_node_chains: 1,
			stable_node_dups: 3,
		});
		expect(checkInvariants(m)).toEqual([]);
	});

	it('a search does not join a page that is full', () => {
		const m = host(plainRules, 4, () => 5, {max_page_sharing: 4});
		fullScans(m, 3);
		start(m, 'q', [region('r', 1, ['nohugepage', 'mergeable'], () => 5)]);
		const page = m.slots.frame[m.processes[1].vmas[0].slot] as Frame;
		expect(searchStable(m, page)).toBe(0);
	});

	it('a node whose page was freed stays, with its items, until a walk comes to it', () => {
		const m = host(plainRules, 60, (page) => 1 + (page % 20));
		fullScans(m, 3);
		set(m, {run: 0});
		for (const page of [0, 20, 40])
			perform(m, {do: 'write', target: {...ram, from: page, to: page + 1}, content: () => () => 1000 + page});
		expect(counters(m)).toMatchObject({pages_shared: 20, pages_sharing: 40});
		expect(m.ksm.staleNodes).toBe(1);
		set(m, {run: 1});
		fullScans(m, 1);
		expect(counters(m)).toMatchObject({pages_shared: 19, pages_sharing: 38});
		expect(m.ksm.staleNodes).toBe(0);
		expect(checkInvariants(m)).toEqual([]);
	});

	it('nodes that become stale before they are put in the tree keep their place in its order', () => {
		const m = host(plainRules, 200, (page) => 1 + (page % 100));
		fullScans(m, 3);
		// All mappings of every third content are given up; nothing has walked the tree since the nodes were made.
		for (let page = 0; page < 100; page += 3)
			for (const at of [page, page + 100])
				perform(m, {do: 'madvise', target: {...ram, from: at, to: at + 1}, advice: 'dontneed'});
		fullScans(m, 3);
		const expected = Array.from({length: 100}, (_, i) => i + 1).filter((content) => (content - 1) % 3 !== 0);
		expect(inOrder(m).toSorted((one, other) => one - other)).toEqual(expected);
		expect(checkInvariants(m)).toEqual([]);
	});
});
