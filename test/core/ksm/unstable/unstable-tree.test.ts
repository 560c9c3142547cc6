// Goal: a search of the unstable tree finds its partner, inserts, or ends at a stale item, as in a red-black tree that was
// kept from the start, although the tree is built only once its shape matters. Method: pages are inserted by hand into
// two machines, one of which always keeps the tree; after stale items, erasures and writes both give the same answers and
// have the same shape.

import {fc, test} from '@fast-check/vitest';
import {describe, expect, it} from 'vitest';
import {perform, type Machine} from '../../../../source/core/index.js';
import type {Frame, Slot} from '../../../../source/core/base/brands.js';
import {ensureUnstableTree} from '../../../../source/core/ksm/fast/unstable-build.js';
import {createItem} from '../../../../source/core/ksm/items/rmap-items.js';
import {removeItemFromTree} from '../../../../source/core/ksm/stable/items.js';
import {resetUnstableTree, searchInsertUnstable} from '../../../../source/core/ksm/unstable/unstable-tree.js';
import {
	CHECKSUM_FROM_PAGE,
	ITEM_EXISTS,
	ITEM_RED,
	ITEM_SUMMED,
} from '../../../../source/core/state/mm/slots.js';
import {createHost, region, start} from '../../../support/host.js';

const PAGES = 200;

interface Tree {
	m: Machine;
	/** Searches for the page, as a visit does; the page of the partner, or what happened. */
	search: (page: number) => number | 'inserted' | 'nothing';
	erase: (page: number) => void;
	discard: (page: number) => void;
	write: (page: number, content: number) => void;
}

function tree(kernel: string, plainRules: boolean, content: (page: number) => number): Tree {
	const m = createHost(kernel, {plainRules});
	start(m, 'p', [region('r', PAGES, ['nohugepage', 'mergeable'], content)]);
	const [process] = m.processes;
	const first = process.vmas[0].slot;
	resetUnstableTree(m);
	const at = (page: number) => ({process: 'p', region: 'r', from: page, to: page + 1});
	return {
		m,
		search(page) {
			const slot = (first + page) as Slot;
			if ((m.slots.item[slot] & ITEM_EXISTS) === 0) createItem(m, process, slot);
			removeItemFromTree(m, slot);
			m.slots.item[slot] |= ITEM_SUMMED | CHECKSUM_FROM_PAGE;
			const frame = m.slots.frame[slot] as Frame;
			const inserts = m.ksm.unstableInserts;
			const partner = searchInsertUnstable(m, slot, frame, m.frames.content[frame], false);
			if (partner !== 0) return partner - first;
			return m.ksm.unstableInserts > inserts ? 'inserted' : 'nothing';
		},
		erase: (page) => removeItemFromTree(m, (first + page) as Slot),
		discard: (page) => perform(m, {do: 'madvise', target: at(page), advice: 'dontneed'}),
		write: (page, value) => perform(m, {do: 'write', target: at(page), content: () => () => value}),
	};
}

/** The tree from the root down: pages and colours. */
function shapeOf(m: Machine): string {
	m.ksm.unstable.shapeMatters = true;
	ensureUnstableTree(m);
	const {left, right, item} = m.slots;
	const shape = (slot: number): string =>
		slot === 0
			? ''
			: `${(item[slot] & ITEM_RED) === 0 ? 'b' : 'r'}${slot}(${shape(left[slot])},${shape(right[slot])})`;
	return shape(m.ksm.unstable.roots[0]);
}

const unique = (page: number): number => 1000 + page;

describe.each([
	['with the tree kept from the start', true],
	['with the tree built when its shape matters', false],
])('%s', (_name, plainRules) => {
	it('finds the page of equal content, and inserts one that has none', () => {
		const {m, search} = tree('mainline', plainRules, (page) => 1000 + (page % 100));
		expect([search(0), search(1), search(100)]).toEqual(['inserted', 'inserted', 0]);
		expect(m.ksm.unstable.items).toBe(2);
		expect(m.ksm.pagesUnshared).toBe(2);
	});

	it('ends at a stale item at the root, without an insert, and counts it', () => {
		const {m, search, discard} = tree('mainline', plainRules, unique);
		search(0);
		discard(0);
		expect([search(1), search(2)]).toEqual(['nothing', 'nothing']);
		expect(m.ksm.searchesEndedAtStale).toBe(2);
		expect(m.events.rings.stale_item.count).toBe(2);
	});

	it('erases a stale item whose PTE maps the zeropage on erase-stale only', () => {
		for (const [kernel, outcome] of [
			['mainline', 'nothing'],
			['erase-stale', 'inserted'],
		] as const) {
			const {m, search, discard} = tree(kernel, plainRules, unique);
			search(0);
			discard(0);
			perform(m, {do: 'read', target: {process: 'p', region: 'r', from: 0, to: 1}});
			expect(search(1)).toBe(outcome);
			expect(m.ksm.searchesEndedAtStale).toBe(1);
		}
	});

	it('compares with what a page holds now, not with what it held when it was inserted', () => {
		const {search, write} = tree('mainline', plainRules, unique);
		search(0);
		write(0, unique(5));
		expect(search(5)).toBe(0);
	});

	it('ends at an item whose VMA is no longer mergeable', () => {
		const {m, search} = tree('mainline', plainRules, unique);
		search(0);
		perform(m, {do: 'madvise', target: {process: 'p', region: 'r', from: 0, to: 1}, advice: 'unmergeable'});
		expect(search(1)).toBe('nothing');
	});

	it('is empty after a reset, while its items stay counted', () => {
		const {m, search} = tree('mainline', plainRules, (page) => 1000 + (page % 100));
		search(0);
		m.ksm.fullScansEver++;
		resetUnstableTree(m);
		expect(m.ksm.pagesUnshared).toBe(1);
		expect(search(100)).toBe('inserted');
	});
});

const step = fc.record({
	do: fc.constantFrom('search', 'search', 'search', 'search', 'erase', 'discard', 'write'),
	page: fc.nat(PAGES - 1),
	value: fc.nat(60),
});

test.prop([fc.array(step, {maxLength: 150})], {numRuns: 200})('both trees give the same answers', (steps) => {
	const [kept, built] = [true, false].map((plainRules) => tree('mainline', plainRules, (page) => page % 60));
	const searched = new Set<number>();
	for (const {do: what, page, value} of steps) {
		// ksmd visits a page once in a full scan.
		if (what === 'search' && searched.has(page)) continue;
		if (what === 'search') {
			searched.add(page);
			if (kept.m.slots.pte[kept.m.processes[0].vmas[0].slot + page] % 8 !== 1) continue;
			expect(built.search(page)).toBe(kept.search(page));
		} else if (what === 'write') for (const one of [kept, built]) one.write(page, value);
		else for (const one of [kept, built]) one[what](page);
	}
	expect(shapeOf(built.m)).toBe(shapeOf(kept.m));
});
