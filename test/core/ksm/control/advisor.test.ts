// Goal: the scan-time advisor does the kernel's integer arithmetic. Method: full scans of a given length and CPU time,
// worked out by hand.

import {describe, expect, it} from 'vitest';
import {advisorStartScan, advisorStopScan} from '../../../../source/core/ksm/control/advisor.js';
import {createHost, set} from '../../../support/host.js';

/** A machine whose first full scan took so long and so much CPU. */
function afterScan(seconds: number, cpuPercent: number, knobs: Record<string, number> = {}) {
	const m = createHost('mainline');
	set(m, {...knobs, advisor_mode: 'scan-time'});
	scan(m, seconds, cpuPercent);
	return m;
}

function scan(m: ReturnType<typeof createHost>, seconds: number, cpuPercent: number): void {
	advisorStartScan(m);
	m.nowNs += seconds * 1e9;
	m.ksm.thread.cpuNs += seconds * 1e7 * cpuPercent;
	advisorStopScan(m);
}

describe('after the first full scan', () => {
	it('the change of a first scan counts 30 per cent only', () => {
		// factor 200 * 100 / 400 = 50, 500 -> 1000; change 30, -> 300; between 25 * 10 and 25 * 70.
		expect(afterScan(400, 20).knobs.pages_to_scan).toBe(300);
	});

	it('the least CPU is a floor, whatever the advisor wants', () => {
		// factor 2000, 500 -> 25; change 30, -> 7; 500 / 1 * 10 = 5000.
		expect(afterScan(10, 1).knobs.pages_to_scan).toBe(5000);
	});

	it('the most CPU is a ceiling', () => {
		// factor 25, 500 -> 2000; change 30, -> 600; 500 / 100 * 70 = 350.
		expect(afterScan(800, 100).knobs.pages_to_scan).toBe(350);
	});

	it('advisor_max_pages_to_scan is a ceiling', () => {
		expect(afterScan(10, 1, {advisor_max_pages_to_scan: 800}).knobs.pages_to_scan).toBe(800);
	});

	it('advisor_min_pages_to_scan is no floor', () => {
		// factor 2000, 500 -> 25; change 30, -> 7; 500 / 95 * 10 = 50.
		expect(afterScan(10, 95).knobs.pages_to_scan).toBe(50);
	});
});

it('a scan that repeats its length settles slowly: 30, 51, 65, 75, 82 ...', () => {
	const m = afterScan(200, 50);
	const changes = [m.ksm.advisor.change];
	for (let i = 0; i < 4; i++) {
		scan(m, 200, 50);
		changes.push(m.ksm.advisor.change);
	}
	expect(changes).toEqual([30, 51, 65, 75, 82]);
});

it('a scan of less than a second counts as one second', () => {
	const short = afterScan(0.001, 50);
	expect(short.ksm.advisor.lastSeconds).toBe(1);
});

it('does nothing while advisor_mode is none', () => {
	const m = createHost('mainline');
	scan(m, 400, 20);
	expect(m.knobs.pages_to_scan).toBe(100);
});

it('forgets what it knew when the mode changes', () => {
	const m = afterScan(400, 20);
	set(m, {advisor_mode: 'none'});
	set(m, {advisor_mode: 'scan-time'});
	expect([m.ksm.advisor.change, m.ksm.advisor.lastSeconds, m.knobs.pages_to_scan]).toEqual([0, 0, 500]);
});

it('takes a scan in whose midst it is switched on for one that began at boot, as its context is zeroed', () => {
	const m = createHost('mainline');
	m.nowNs = 50e9;
	set(m, {advisor_mode: 'scan-time'});
	advisorStartScan(m);
	m.nowNs = 70e9;
	set(m, {advisor_mode: 'none'});
	set(m, {advisor_mode: 'scan-time'});
	m.nowNs = 90e9;
	advisorStopScan(m);
	expect(m.ksm.advisor.lastSeconds).toBe(90);
});

it('rounds the difference of two CPU readings, not the readings', () => {
	// 0.6 ms, then 1000.5 ms more: 1000 ms in 100 s are 1 %; rounded one by one the readings would differ by 1001 ms.
	const m = afterScan(100, 1, {advisor_max_pages_to_scan: 100_000});
	m.ksm.advisor.cpuNs = 600_000;
	m.ksm.thread.cpuNs = 600_000 + 9_999_600_000;
	m.knobs.pages_to_scan = 900;
	advisorStartScan(m);
	m.nowNs += 100e9;
	advisorStopScan(m);
	// 9,999 ms of 100 s: 9 %, so 900 / 9 * 10 is the floor; 10,000 ms would be 10 % and a floor of 900.
	expect(m.knobs.pages_to_scan).toBe(1000);
});
