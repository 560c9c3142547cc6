// Goal: ksmd sleeps in ticks of the timer, as was measured: one tick more than the sleep rounded up, counted from the tick
// in which the batch ended. Method: batches without work, and the times between them.

import {describe, expect, it} from 'vitest';
import {advance, nextEventNs} from '../../../source/core/index.js';
import {createHost, region, set, start, wakeup} from '../../support/host.js';

function idleHost(hz: number, sleepMs: number) {
	const m = createHost('mainline', {hz});
	set(m, {pages_to_scan: 0, sleep_millisecs: sleepMs});
	start(m, 'test', [region('area', 10, ['nohugepage', 'mergeable'], (page) => page + 1)]);
	set(m, {run: 1});
	return m;
}

/** Milliseconds from the start of one batch to that of the next. */
function intervalMs(hz: number, sleepMs: number): number {
	const m = idleHost(hz, sleepMs);
	wakeup(m);
	const first = nextEventNs(m);
	wakeup(m);
	return (nextEventNs(m) - first) / 1e6;
}

describe('between two batches lie', () => {
	it.each([
		[250, 1, 8],
		[250, 4, 8],
		[250, 10, 16],
		[250, 20, 24],
		[250, 50, 56],
		[1000, 20, 21],
		[100, 20, 30],
		[1000, 1, 2],
	])('at HZ %i and sleep_millisecs %i: %i ms', (hz, sleepMs, expected) => {
		expect(intervalMs(hz, sleepMs)).toBe(expected);
	});
});

it('the first batch starts at once', () => {
	const m = idleHost(250, 20);
	expect(nextEventNs(m)).toBe(0);
});

it('sleep_millisecs 0 does not sleep at all', () => {
	const m = idleHost(250, 0);
	wakeup(m);
	expect(nextEventNs(m)).toBe(m.nowNs);
});

it('a write to sleep_millisecs ends the sleep under way', () => {
	const m = idleHost(250, 3_600_000);
	wakeup(m);
	advance(m, 1e9);
	set(m, {sleep_millisecs: 20});
	expect(nextEventNs(m)).toBe(1e9);
	wakeup(m);
	expect(m.ksm.thread.wakeups).toBe(2);
});
