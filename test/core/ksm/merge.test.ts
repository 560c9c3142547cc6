// Goal: merging one page does what try_to_merge_one_page does, in its order: split, write-protect, compare, replace.
// Method: hosts of one or two pages or one THP; each step is made to fail by itself, and what is left is read.

import {describe, expect, it} from 'vitest';
import {checkInvariants, perform, type Machine} from '../../../source/core/index.js';
import type {Frame, Slot} from '../../../source/core/base/brands.js';
import {isKsm, isLarge} from '../../../source/core/mm/folio.js';
import {mergePage as mergePageOf, type MergeTarget} from '../../../source/core/ksm/merge.js';
import {drainLruBatch} from '../../../source/core/mm/reclaim/lru-batch.js';
import {PTE_KIND, PTE_PROTECTED, PTE_ZERO, PTE_ZERO_KSM} from '../../../source/core/state/mm/slots.js';
import {createHost, region, start} from '../../support/host.js';

const ram = {process: 'p', region: 'r'};

interface Pages {
	m: Machine;
	slot: (page: number) => Slot;
	frame: (page: number) => Frame;
}

function host(kernel: string, thp: boolean, content: (page: number) => number): Pages {
	const m = createHost(kernel);
	start(m, 'p', [region('r', 512, [thp ? 'hugepage' : 'nohugepage', 'mergeable'], content)]);
	drainLruBatch(m);
	const first = m.processes[0].vmas[0].slot;
	const slot = (page: number) => (first + page) as Slot;
	return {m, slot, frame: (page) => m.slots.frame[slot(page)] as Frame};
}

/** Of the only VMA. */
const mergePage = (m: Machine, slot: Slot, page: Frame, target: MergeTarget, references = 1): boolean =>
	mergePageOf(m, m.processes[0].vmas[0], slot, page, target, references);

describe('base pages', () => {
	it('the first of two equal pages is promoted, the second joins it and is freed', () => {
		const {m, slot, frame} = host('mainline', false, () => 7);
		expect(mergePage(m, slot(0), frame(0), 'promote')).toBe(true);
		expect(isKsm(m.frames, frame(0))).toBe(true);
		expect(mergePage(m, slot(1), frame(1), frame(0))).toBe(true);
		expect(frame(1)).toBe(frame(0));
		expect(m.frames.mapCount[frame(0)]).toBe(2);
		expect(m.ledger.freedPages.ksm_merge).toBe(1);
		expect(m.processes[0].rssAnonPages).toBe(512);
	});

	it('does not join a page of other content, but stays write-protected', () => {
		const {m, slot, frame} = host('mainline', false, (page) => page + 1);
		mergePage(m, slot(0), frame(0), 'promote');
		expect(mergePage(m, slot(1), frame(1), frame(0))).toBe(false);
		expect(m.slots.pte[slot(1)] & PTE_PROTECTED).not.toBe(0);
		expect(m.ledger.freedPages.ksm_merge).toBe(0);
	});

	it('a page of zeros goes to the zeropage by a dirty PTE, any other does not', () => {
		const {m, slot, frame} = host('mainline', false, (page) => page);
		expect(mergePage(m, slot(0), frame(0), 'zeropage')).toBe(true);
		expect(m.slots.pte[slot(0)] & PTE_KIND).toBe(PTE_ZERO_KSM);
		expect(m.ksm.zeroPages).toBe(1);
		expect(m.ledger.freedPages.ksm_zero_page).toBe(1);
		expect(mergePage(m, slot(1), frame(1), 'zeropage')).toBe(false);
		expect(checkInvariants(m)).toEqual([]);
	});

	it.each<[string, (pages: Pages) => void]>([
		['pinned', ({m}) => perform(m, {do: 'pin', target: {...ram, from: 0, to: 1}})],
		[
			'in the LRU-add batch',
			({m}) => perform(m, {do: 'write', target: {...ram, from: 0, to: 1}, content: () => () => 7}),
		],
	])('a page that is %s is not write-protected', (what, prepare) => {
		const pages = host('mainline', false, () => 7);
		const {m, slot, frame} = pages;
		if (what !== 'pinned') perform(m, {do: 'madvise', target: {...ram, from: 0, to: 1}, advice: 'dontneed'});
		prepare(pages);
		expect(mergePage(m, slot(0), frame(0), 'promote')).toBe(false);
		expect(m.slots.pte[slot(0)] & PTE_PROTECTED).toBe(0);
	});

	it('a slot that no longer maps the page is left alone', () => {
		const {m, slot, frame} = host('mainline', false, () => 7);
		const page = frame(0);
		perform(m, {do: 'madvise', target: {...ram, from: 0, to: 1}, advice: 'dontneed'});
		expect(mergePage(m, slot(0), page, 'promote')).toBe(false);
	});
});

describe('a zero page of a THP', () => {
	it('loses its mapping to the split that its own merge needs, where the split remaps', () => {
		const {m, slot, frame} = host('mainline', true, (page) => (page < 2 ? 0 : page));
		expect(mergePage(m, slot(0), frame(0), 'zeropage')).toBe(false);
		expect(m.slots.pte[slot(0)] & PTE_KIND).toBe(PTE_ZERO);
		expect(m.ledger.freedPages).toMatchObject({split_remap: 2, ksm_zero_page: 0});
		expect(checkInvariants(m)).toEqual([]);
	});

	it.each(['before', 'ksm-opt-out'])('merges after the split on %s', (kernel) => {
		const {m, slot, frame} = host(kernel, true, (page) => (page < 2 ? 0 : page));
		expect(mergePage(m, slot(0), frame(0), 'zeropage')).toBe(true);
		expect(m.ledger.freedPages).toMatchObject({split_remap: 0, ksm_zero_page: 1});
		expect(isLarge(m.frames, frame(5))).toBe(false);
	});

	it('stays where it is when the split is refused', () => {
		const {m, slot, frame} = host('mainline', true, () => 0);
		expect(mergePage(m, slot(0), frame(0), 'zeropage', 2)).toBe(false);
		expect(isLarge(m.frames, frame(0))).toBe(true);
		expect(m.vm.thp_split_page_failed).toBe(1);
	});
});
