// Goal: time is the same however it is cut. Method: one machine advances in a single call, another in slices of random
// length and with random limits on pages; their fingerprints at the same moments must agree. And sleeps have the length
// that was measured on real kernels.

import {fc, test} from '@fast-check/vitest';
import {describe, expect, it} from 'vitest';
import {tickNs, tickOf} from '../../source/core/clock.js';
import {
	advance,
	checkInvariants,
	fingerprint,
	nextEventNs,
	perform,
	writeKnob,
	type Machine,
} from '../../source/core/index.js';
import {InvariantError} from '../../source/core/base/invariant.js';
import {nextKsmdNs} from '../../source/core/ksm/ksmd.js';
import {createHost, region, set, start} from '../support/host.js';

function guest(knobs: Record<string, number>, hz = 250, pieceItems?: number): Machine {
	const m = createHost('mainline', {hz, ...(pieceItems === undefined ? {} : {pieceItems})});
	set(m, {smart_scan: 0, ...knobs});
	start(m, 'guest', [
		region('ram', 2048, ['hugepage', 'mergeable'], (page) => (page % 512 < 200 ? 0 : page % 700)),
	]);
	set(m, {run: 1});
	return m;
}

function runTo(m: Machine, ns: number, maxPages = Infinity): void {
	while (advance(m, ns, maxPages) !== 'time');
}

test.prop(
	[
		fc.array(fc.record({ns: fc.integer({min: 1, max: 90_000_000}), pages: fc.integer({min: 1, max: 5000})}), {
			minLength: 1,
			maxLength: 25,
		}),
		fc.constantFrom(100, 1000, 4096),
		fc.constantFrom(0, 1),
		fc.constantFrom(1, 7, 300),
	],
	{numRuns: 40},
)('slices of time do not change the outcome', (slices, pagesToScan, useZeroPages, pieceItems) => {
	const knobs = {pages_to_scan: pagesToScan, use_zero_pages: useZeroPages};
	const sliced = guest(knobs, 250, pieceItems);
	for (const {ns, pages} of slices) runTo(sliced, sliced.nowNs + ns, pages);
	const whole = guest(knobs);
	runTo(whole, sliced.nowNs);
	expect(fingerprint(sliced)).toBe(fingerprint(whole));
});

describe('what takes long is done in pieces', () => {
	/** How often one call of advance was not enough, and the state in the end. */
	function advanced(m: Machine, maxPages: number): {interrupted: number; state: string} {
		let interrupted = 0;
		for (let why = ''; why !== 'time';) {
			why = advance(m, 2e9, maxPages);
			if (why === 'working') interrupted++;
		}
		return {interrupted, state: fingerprint(m)};
	}

	/** All pages are in the unstable tree when the last one of them, a zero THP's, goes: the first search after that needs the tree. */
	function withStaleItem(pieceItems: number): Machine {
		const m = createHost('mainline', {pieceItems});
		set(m, {smart_scan: 0, use_zero_pages: 0, pages_to_scan: 5000});
		const content = (page: number): number =>
			page < 3584 ? 10_000 + page : page < 4096 ? 0 : 1 + (page >> 1);
		start(m, 'guest', [region('ram', 4608, ['hugepage', 'mergeable'], content)]);
		set(m, {run: 1});
		return m;
	}

	it('building the unstable tree', () => {
		const {interrupted, state} = advanced(withStaleItem(100), 1000);
		// 3,584 items, gone through twice.
		expect(interrupted).toBeGreaterThan(70);
		expect(advanced(withStaleItem(8192), Infinity)).toEqual({interrupted: 0, state});
	});

	it('freeing the rmap_items of a process that has ended', () => {
		const ending = (pieceItems: number): Machine => {
			const m = withStaleItem(pieceItems);
			runTo(m, 1e8);
			perform(m, {do: 'exit', process: 'guest'});
			return m;
		};
		const {interrupted, state} = advanced(ending(100), 1000);
		expect(interrupted).toBeGreaterThanOrEqual(8);
		expect(advanced(ending(8192), Infinity)).toEqual({interrupted: 0, state});
	});

	it('moving the table of unstable items to a larger one', () => {
		const unique = (pieceItems: number): Machine => {
			const m = createHost('mainline', {pieceItems});
			set(m, {smart_scan: 0, pages_to_scan: 5000});
			start(m, 'guest', [region('ram', 4096, ['hugepage', 'mergeable'], (page) => 10_000 + page)]);
			set(m, {run: 1});
			return m;
		};
		const {interrupted, state} = advanced(unique(100), 1000);
		expect(interrupted).toBeGreaterThan(20);
		expect(advanced(unique(8192), Infinity)).toEqual({interrupted: 0, state});
	});
});

describe('ksmd sleeps in ticks', () => {
	it.each([
		[250, 20, 24],
		[250, 10, 16],
		[250, 4, 8],
		[250, 1, 8],
		[1000, 20, 21],
	])('at HZ %i a sleep of %i ms ends %i ms after the tick of the batch', (hz, sleepMs, lastsMs) => {
		const m = guest({pages_to_scan: 1, sleep_millisecs: sleepMs}, hz);
		expect(advance(m, Infinity)).toBe('wakeup');
		expect(nextEventNs(m)).toBe(lastsMs * 1e6);
	});

	it('0 does not sleep', () => {
		const m = guest({sleep_millisecs: 0});
		advance(m, Infinity);
		expect(nextEventNs(m)).toBe(m.nowNs);
	});

	it('a change of sleep_millisecs ends the sleep, the same value does not', () => {
		const m = guest({pages_to_scan: 1, sleep_millisecs: 3_600_000});
		advance(m, Infinity);
		writeKnob(m, 'sleep_millisecs', '3600000');
		expect(nextEventNs(m)).toBeGreaterThan(3.6e12);
		writeKnob(m, 'sleep_millisecs', '20');
		expect(nextEventNs(m)).toBe(m.nowNs);
	});
});

it('with no mm on its list ksmd waits, and the first one wakes it', () => {
	const m = createHost('mainline');
	set(m, {run: 1});
	expect(nextEventNs(m)).toBe(Infinity);
	runTo(m, 1e9);
	expect(m.ksm.fullScans).toBe(0);
	start(m, 'guest', [region('ram', 16, ['mergeable'], () => 7)]);
	expect(nextEventNs(m)).toBe(1e9);
});

describe('time goes on', () => {
	it.each([100, 250, 300, 1000])(
		'at HZ %i every tick begins in itself, and the nanosecond before does not',
		(hz) => {
			const m = createHost('mainline', {hz});
			for (const tick of [0, 1, 2, 3, 7, 299, 300, 301, 1e6 + 1, 2 ** 40 + 3].filter((at) => at / hz < 9e6)) {
				expect(tickOf(m, tickNs(m, tick))).toBe(tick);
				if (tick > 0) expect(tickOf(m, tickNs(m, tick) - 1)).toBe(tick - 1);
			}
		},
	);

	/** A host on which both threads always have work: khugepaged finds THPs to make, ksmd pages to scan. */
	function busyHost(hz: number, costScale: number, knobs: Record<string, number>): Machine {
		const m = createHost('mainline', {hz, costScale, khugepaged: 'awake', thp: 'always'});
		set(m, {smart_scan: 0, pages_to_scan: 100, ...knobs});
		start(m, 'guest', [region('ram', 2048, ['mergeable'], (page) => page % 700)]);
		set(m, {run: 1});
		return m;
	}

	test.prop(
		[
			fc.constantFrom(100, 250, 300, 1000),
			fc.constantFrom(1e-9, 0.01, 1, 7.3, 1e6),
			fc.record({
				sleep_millisecs: fc.constantFrom(0, 0, 1, 20),
				pages_to_scan: fc.constantFrom(0, 1, 100),
				'khugepaged/scan_sleep_millisecs': fc.constantFrom(0, 1, 3, 10),
				'khugepaged/alloc_sleep_millisecs': fc.constantFrom(0, 1, 10),
			}),
		],
		{numRuns: 60},
	)('whatever the tick, the costs and the sleeps', (hz, costScale, knobs) => {
		const m = busyHost(hz, costScale, knobs);
		for (let turn = 0; turn < 150; turn++) advance(m, m.nowNs + 50e6, 500);
		expect(m.nowNs).toBeGreaterThan(0);
		expect(checkInvariants(m)).toEqual([]);
	});

	test.prop(
		[fc.array(fc.integer({min: 1, max: 300}), {minLength: 1, maxLength: 20}), fc.integer({min: 1, max: 60})],
		{
			numRuns: 60,
		},
	)('khugepaged may be due at any moment at which ksmd takes a page or ends a batch', (waits, piece) => {
		const knobs = {sleep_millisecs: 0, 'khugepaged/scan_sleep_millisecs': 10};
		const hosts = [Infinity, piece].map((pages) => ({m: busyHost(250, 1, knobs), pages}));
		for (const wait of waits) {
			for (const {m, pages} of hosts) {
				for (let left = wait; left > 0 && advance(m, 1e12, 1) !== 'time';) left--;
				m.thp.khugepaged.nextWakeNs = nextKsmdNs(m);
				runTo(m, m.nowNs + 1e6, pages);
			}
			expect(fingerprint(hosts[1].m)).toBe(fingerprint(hosts[0].m));
		}
	});

	it('a thread that is due again after doing nothing is a broken invariant, not a hang', () => {
		const m = busyHost(250, 1, {});
		m.thp.khugepaged.nextWakeNs = 0;
		Object.defineProperty(m.thp.khugepaged, 'nextWakeNs', {get: () => 5, set() {}});
		expect(() => advance(m, 1e9)).toThrow(InvariantError);
	});
});
