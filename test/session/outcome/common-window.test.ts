// Goal: figures that stand side by side are of one window: the rates of all runs of a comparison, also of a run that met
// its `until` before the window's end. Method: the same preset run again without an end up to the window's end, where
// ksmd's cumulative figures can be read directly.

import {describe, expect, it} from 'vitest';
import {createSession, type SimulatedSession} from '../../../source/session/simulated-session.js';
import {scenarioOf, zeroThps} from '../presets.js';

const KERNELS = ['before', 'mainline', 'v1-mergeable'];

function compared(until: string, knobs: string): SimulatedSession {
	const scenario = scenarioOf(zeroThps(`until: ${until}\ntimeline: [{at: 0s, set: ${knobs}}]`, 16));
	const session = createSession(scenario, {forComparison: true});
	while (!session.ended) session.advance(Infinity);
	return session;
}

/** ksmd's CPU per cent from its first wakeup to `toNs`, on a session that goes on that far and no further. */
function cpuPercentAt(session: SimulatedSession, toNs: number): number[] {
	const again = createSession(session.scenario, {until: null});
	while (again.nowNs < toNs) again.advance(toNs);
	return again.runs.map((run) => (100 * (run.figure('ksmd_cpu_ns') ?? 0)) / toNs);
}

describe('the common window', () => {
	const knobs = '{use_zero_pages: 0, smart_scan: 0, pages_to_scan: 500, run: 1}';
	const session = compared('full_scans>=18', knobs);
	const common = session.commonRates();

	it('ends when the last run has 90 % of what it freed', () => {
		expect(session.runs.map((run) => run.title)).toEqual(KERNELS);
		expect(common.toNs).toBe(Math.max(...session.runs.map((run) => run.rates().toNs)));
		expect(common.toNs).toBe(session.runs[1].rates().toNs);
	});

	it('gives the run that ends it the rates that it has by itself', () => {
		expect(common.rates[1].freedMbS).toBeCloseTo(session.runs[1].rates().freedMbS, 9);
		expect(common.rates[1].ksmdCpuPercent).toBeCloseTo(session.runs[1].rates().ksmdCpuPercent, 9);
	});

	it('is the same stretch for all: as read from runs that go on to its end', () => {
		const expected = cpuPercentAt(session, common.toNs);
		for (const [i, rates] of common.rates.entries()) {
			expect(Math.abs(rates.ksmdCpuPercent - expected[i])).toBeLessThan(0.02 * expected[i]);
			expect(rates.toNs).toBe(common.toNs);
		}
	});

	it('shows that mainline takes more CPU where its own window shows less', () => {
		const [before, mainline] = common.rates;
		expect(mainline.ksmdCpuPercent).toBeGreaterThan(before.ksmdCpuPercent);
	});

	it('lets runs that ended before go on, and leaves them as they were', () => {
		const short = compared('freed_pages.ksm_merge>=1000 or full_scans>=18', knobs);
		const fingerprint = short.fingerprint();
		const [before] = short.runs;
		const {toNs, rates} = short.commonRates();
		expect(before.nowNs).toBeLessThan(toNs);
		expect(short.fingerprint()).toBe(fingerprint);
		const expected = cpuPercentAt(short, toNs);
		expect(Math.abs(rates[0].ksmdCpuPercent - expected[0])).toBeLessThan(0.02 * expected[0]);
	});
});
