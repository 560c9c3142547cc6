// Goal: the figures of the rate-limit argument are what they say: pages freed by one visit, in any second, the longest
// wakeup, and the zero tests of splits by who asked for them. Method: the burst against a count over all windows by
// brute force; the others on hosts small enough to count by hand.

import {fc, test} from '@fast-check/vitest';
import {describe, expect, it} from 'vitest';
import {advance, perform, type Machine} from '../../../source/core/index.js';
import {createLedger} from '../../../source/core/state/ledger.js';
import {recordFreedByVisit} from '../../../source/core/ksm/freed-burst.js';
import {createHost, region, set, start} from '../../support/host.js';

/** The most in any window of 1,000 whole milliseconds that ends with a visit. */
function burstByBruteForce(visits: ReadonlyArray<readonly [ms: number, pages: number]>): number {
	const sums = visits.map(([end]) =>
		visits.reduce((sum, [ms, pages]) => (ms <= end && ms > end - 1000 ? sum + pages : sum), 0),
	);
	return Math.max(0, ...sums);
}

describe('the most freed in any second', () => {
	const visit = fc.tuple(
		fc.oneof(fc.integer({min: 0, max: 5}), fc.integer({min: 0, max: 3000})),
		fc.integer({min: 1, max: 512}),
	);
	test.prop([fc.array(visit, {maxLength: 60})])('equals a count over all windows', (steps) => {
		const ledger = createLedger();
		let ms = 0;
		const visits = steps.map(([later, pages]) => [(ms += later), pages] as const);
		for (const [atMs, pages] of visits) recordFreedByVisit(ledger, atMs * 1e6 + 999_999, pages);
		expect(ledger.burst.maxPages).toBe(burstByBruteForce(visits));
	});
});

function hostOfZeroThps(kernel: string, thps: number): Machine {
	const m = createHost(kernel);
	set(m, {pages_to_scan: 100, use_zero_pages: 1, smart_scan: 0});
	start(m, 'guest', [region('ram', thps * 512, ['hugepage', 'mergeable'], () => 0)]);
	set(m, {run: 1});
	return m;
}

describe('a scan of zero THPs', () => {
	it('frees a THP in one visit on mainline, a page in one visit before', () => {
		const [mainline, before] = ['mainline', 'before'].map((kernel) => hostOfZeroThps(kernel, 4));
		for (const m of [mainline, before]) advanceSeconds(m, 3);
		expect(mainline.ledger.maxFreedInOneVisit).toBe(512);
		expect(before.ledger.maxFreedInOneVisit).toBe(1);
		expect(mainline.ledger.burst.maxPages).toBe(2048);
	});

	it('tests each subpage of each split once, and none where the kernel does not ask', () => {
		const [mainline, spared, before] = ['mainline', 'v1-mergeable', 'before'].map((kernel) =>
			hostOfZeroThps(kernel, 4),
		);
		for (const m of [mainline, spared, before]) advanceSeconds(m, 3);
		expect(mainline.ledger.zeroTests.ksmd).toBe(4 * 512);
		expect(spared.ledger.zeroTests.ksmd).toBe(0);
		expect(before.ledger.zeroTests.ksmd).toBe(0);
		expect(mainline.ledger.splitCpuNs.ksmd).toBeGreaterThan(before.ledger.splitCpuNs.ksmd);
	});

	it('charges the shrinker, and not ksmd, for the tests of its splits', () => {
		const m = createHost('mainline');
		set(m, {'khugepaged/max_ptes_none': 100});
		start(m, 'guest', [region('ram', 1024, ['hugepage'], (page) => (page % 512 < 256 ? 0 : page))]);
		perform(m, {do: 'drop_caches', what: 2});
		expect(m.vm.thp_underused_split_page).toBe(2);
		expect(m.ledger.zeroTests).toMatchObject({shrinker: 1024, ksmd: 0});
		expect(m.ledger.splitCpuNs.shrinker).toBeGreaterThan(0);
		expect(m.ksm.thread.cpuNs).toBe(0);
	});

	it('lets the longest wakeup last as long as the splits in it', () => {
		const m = hostOfZeroThps('mainline', 4);
		advanceSeconds(m, 3);
		expect(m.ledger.longestWakeupNs).toBeGreaterThan(m.ledger.splitCpuNs.ksmd / 2);
		expect(m.ledger.longestWakeupNs).toBeLessThanOrEqual(m.ksm.thread.cpuNs);
	});
});

function advanceSeconds(m: Machine, seconds: number): void {
	while (advance(m, seconds * 1e9) !== 'time');
}
