// Goal: splitting a THP maps its zero subpages to the shared zeropage, and frees them, exactly where the kernel's rule
// lets it. Method: split single THPs under one condition each, by the plain rule and by the fast path for folios that one
// PMD maps, and read what happened from the ledger, the counters and the page tables.

import {describe, expect, it} from 'vitest';
import {checkInvariants, perform, type Machine} from '../../../source/core/index.js';
import type {Frame, Slot} from '../../../source/core/base/brands.js';
import {isLarge} from '../../../source/core/mm/folio.js';
import {splitFolio} from '../../../source/core/thp/split.js';
import {createHost, region, set, start} from '../../support/host.js';

/** Every second page of the THP is zero. */
const half = (page: number): number => (page % 2 === 0 ? 0 : 1000 + page);
const target = {process: 'p', region: 'r'};

function host(kernel: string, plainRules: boolean): {m: Machine; first: Slot; page: Frame} {
	const m = createHost(kernel, {plainRules, swapPages: 0});
	start(m, 'p', [region('r', 512, ['hugepage'], half)]);
	const first = m.processes[0].vmas[0].slot;
	return {m, first, page: m.slots.frame[first] as Frame};
}

describe.each([
	['the plain rule', true],
	['the fast path', false],
])('by %s', (_name, plainRules) => {
	it('remaps the zero subpages and frees them, and leaves the others mapped', () => {
		const {m, first, page} = host('mainline', plainRules);
		expect(splitFolio(m, page, 'debugfs')).toBe(true);
		expect(m.vm).toMatchObject({thp_split_page: 1, thp_split_pmd: 1, thp_split_page_failed: 0});
		expect(m.ledger.freedPages.split_remap).toBe(256);
		expect(m.ledger.splitRemapBy.debugfs).toBe(256);
		expect(m.ledger.zeroTests.debugfs).toBe(512);
		expect(m.thp.zeropagePtes).toEqual({ksm: 0, split: 256, fault: 0});
		expect(m.processes[0]).toMatchObject({rssAnonPages: 256, anonHugePages: 0});
		expect(isLarge(m.frames, m.slots.frame[first + 1] as Frame)).toBe(false);
		expect(checkInvariants(m)).toEqual([]);
	});

	it.each([
		['before', 'debugfs', 0],
		['v1-underused', 'debugfs', 256],
		['rfc', 'debugfs', 0],
		['rfc', 'shrinker', 256],
		['ksm-opt-out', 'ksm', 0],
		['ksm-opt-out', 'debugfs', 256],
		['ksm-opt-out-merge-only', 'ksm_same_folio', 256],
	] as const)('%s, split by %s: %i pages', (kernel, site, pages) => {
		const {m, page} = host(kernel, plainRules);
		expect(splitFolio(m, page, site)).toBe(true);
		expect(m.ledger.freedPages.split_remap).toBe(pages);
		expect(checkInvariants(m)).toEqual([]);
	});

	it('needs shrink_underused where the kernel says so', () => {
		const {m, page} = host('v1-underused', plainRules);
		set(m, {shrink_underused: 0});
		splitFolio(m, page, 'shrinker');
		expect(m.ledger.freedPages.split_remap).toBe(0);
	});

	it('exempts mergeable VMAs while ksmd runs where the kernel says so', () => {
		const {m, page} = host('v1-mergeable', plainRules);
		perform(m, {do: 'madvise', target, advice: 'mergeable'});
		set(m, {run: 1});
		splitFolio(m, page, 'debugfs');
		expect(m.ledger.freedPages.split_remap).toBe(0);
		expect(m.ledger.zeroTests.debugfs).toBe(0);
	});

	it('exempts mlocked VMAs on every kernel', () => {
		const {m, page} = host('mainline', plainRules);
		perform(m, {do: 'mlock', target});
		splitFolio(m, page, 'debugfs');
		expect(m.ledger.freedPages.split_remap).toBe(0);
		expect(m.processes[0].rssAnonPages).toBe(512);
	});

	it('leaves a poisoned page mapped though it is zero', () => {
		const {m, page} = host('mainline', plainRules);
		perform(m, {do: 'madvise', target: {...target, from: 0, to: 1}, advice: 'hwpoison'});
		splitFolio(m, page, 'debugfs');
		expect(m.ledger.freedPages.split_remap).toBe(255);
	});
});

describe('refusals', () => {
	it('a pin, or a second reference of the caller, refuses the split before anything is unmapped', () => {
		const {m, page} = host('mainline', false);
		expect(splitFolio(m, page, 'ksm', 2)).toBe(false);
		perform(m, {do: 'pin', target: {...target, from: 3, to: 4}});
		expect(splitFolio(m, page, 'debugfs')).toBe(false);
		expect(m.vm).toMatchObject({thp_split_page: 0, thp_split_pmd: 0, thp_split_page_failed: 2});
		expect(m.processes[0].anonHugePages).toBe(512);
		expect(m.events.rings.split_refused.count).toBe(2);
	});
});

describe('shared and partial folios', () => {
	it('remaps a zero subpage in every process that maps it, and frees it once', () => {
		const {m, page} = host('mainline', false);
		perform(m, {do: 'fork', process: 'p', name: 'child', count: 1});
		splitFolio(m, page, 'debugfs');
		expect(m.ledger.freedPages.split_remap).toBe(256);
		expect(m.thp.zeropagePtes.split).toBe(512);
		expect(m.processes.map(({rssAnonPages}) => rssAnonPages)).toEqual([256, 256]);
		expect(checkInvariants(m)).toEqual([]);
	});

	it('frees subpages that lost their last mapping before, as discarded', () => {
		const {m, page} = host('mainline', false);
		perform(m, {do: 'madvise', target: {...target, from: 0, to: 100}, advice: 'dontneed'});
		expect(m.ledger.freedPages.discard).toBe(0);
		splitFolio(m, page, 'debugfs');
		expect(m.ledger.freedPages).toMatchObject({discard: 100, split_remap: 206});
		expect(checkInvariants(m)).toEqual([]);
	});
});
