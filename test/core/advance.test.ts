// Goal: time is the same however it is cut. Method: one machine advances in a single call, another in slices of random
// length and with random limits on pages; their fingerprints at the same moments must agree. And sleeps have the length
// that was measured on real kernels.

import {fc, test} from '@fast-check/vitest';
import {describe, expect, it} from 'vitest';
import {advance, fingerprint, nextEventNs, writeKnob, type Machine} from '../../source/core/index.js';
import {createHost, region, set, start} from '../conformance/lab.js';

function guest(knobs: Record<string, number>, hz = 250): Machine {
	const m = createHost('mainline', {hz});
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
	],
	{numRuns: 40},
)('slices of time do not change the outcome', (slices, pagesToScan, useZeroPages) => {
	const knobs = {pages_to_scan: pagesToScan, use_zero_pages: useZeroPages};
	const sliced = guest(knobs);
	for (const {ns, pages} of slices) runTo(sliced, sliced.nowNs + ns, pages);
	const whole = guest(knobs);
	runTo(whole, sliced.nowNs);
	expect(fingerprint(sliced)).toBe(fingerprint(whole));
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

it('with no mm enrolled ksmd waits, and the first one wakes it', () => {
	const m = createHost('mainline');
	set(m, {run: 1});
	expect(nextEventNs(m)).toBe(Infinity);
	runTo(m, 1e9);
	expect(m.ksm.fullScans).toBe(0);
	start(m, 'guest', [region('ram', 16, ['mergeable'], () => 7)]);
	expect(nextEventNs(m)).toBe(1e9);
});
