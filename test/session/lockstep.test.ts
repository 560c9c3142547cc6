// Goal: time passes for all runs alike, and how a caller slices it never changes what comes out. Method: small
// regressions run whole, in slices of time and of work that are drawn, and with commands at drawn moments.

import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {complete} from '../../source/core/index.js';
import type {Session} from '../../source/session/session.js';
import {createSession} from '../../source/session/simulated-session.js';
import type {Run} from '../../source/session/run/run.js';
import {conditionOf, scenarioOf, zeroThps} from './presets.js';

const SECOND = 1e9;
const scenario = scenarioOf(zeroThps('until: full_scans>=3', 4));

const figuresOf = (run: Run, names: readonly string[]) => names.map((name) => run.figure(name));

function toTheEnd(session: Session): Session {
	for (let i = 0; i < 100_000 && session.advance(60 * SECOND).reason === 'stop'; i++);
	return session;
}

describe('a session', () => {
	it('shows the regression: one kernel frees everything at once, and no counter of KSM sees it', () => {
		const {runs} = toTheEnd(createSession(scenario));
		expect(runs.map(({ended}) => ended)).toEqual(['until', 'until', 'until']);
		const [before, mainline, fixed] = runs;
		expect(figuresOf(before, ['freed_pages.ksm_zero_page', 'ksm_zero_pages'])).toEqual([1024, 1024]);
		expect(figuresOf(mainline, ['freed_pages.split_remap', 'ksm_zero_pages'])).toEqual([1024, 0]);
		expect(mainline.worst?.pages).toBeGreaterThan(mainline.worst?.budget ?? Infinity);
		expect([before, mainline].map((run) => run.ksmSees()?.share)).toEqual([1, 0]);
		expect(fixed.equals(before)).toBe(true);
		expect(mainline.equals(before)).toBe(false);
	});

	it('leaves all runs at exactly the time that was asked for', () => {
		const session = createSession(scenario, {until: null});
		for (const time of [1, 12_345_678, 24_000_000, 24_000_001, SECOND]) {
			expect(session.advance(time).reason).toBe('time');
			expect([session.nowNs, ...session.runs.map(({machine}) => machine.nowNs)]).toEqual([
				time,
				time,
				time,
				time,
			]);
		}
		expect(session.advance(SECOND / 2).reason).toBe('time');
		expect(session.nowNs).toBe(SECOND);
	});

	it('keeps runs together when work runs out, too', () => {
		const session = createSession(scenario, {until: null});
		for (let i = 0; i < 50; i++) {
			expect(session.advance(SECOND, 37).reason).not.toBe('stop');
			for (const {machine} of session.runs) expect(machine.nowNs).toBe(session.nowNs);
		}
	});

	it('comes out the same however it is sliced', () => {
		const whole = createSession(scenario, {until: null});
		whole.advance(SECOND);
		const slices = fc.array(
			fc.record({stepNs: fc.integer({min: 1, max: 90_000_000}), pages: fc.integer({min: 1, max: 3000})}),
			{minLength: 1, maxLength: 30},
		);
		fc.assert(
			fc.property(slices, (drawn) => {
				const sliced = createSession(scenario, {until: null});
				for (const {stepNs, pages} of drawn) {
					const target = Math.min(SECOND, sliced.nowNs + stepNs);
					sliced.advance(target, pages);
				}
				sliced.advance(SECOND);
				expect(sliced.fingerprint()).toBe(whole.fingerprint());
				expect(sliced.runs.map((run) => run.passes().rows.length)).toEqual(
					whole.runs.map((run) => run.passes().rows.length),
				);
			}),
			{numRuns: 25},
		);
	});

	it('ends each run on its own condition and at the limit', () => {
		const own = createSession(scenario, {until: conditionOf('freed_pages.split_remap>=512')});
		toTheEnd(own);
		expect(own.runs.map(({ended}) => ended)).toEqual([null, 'until', null]);
		const limited = createSession(scenario, {until: conditionOf('full_scans>=1000'), limitNs: SECOND});
		expect(limited.advance(Infinity).reason).toBe('ended');
		expect(limited.runs.map(({ended, machine}) => [ended, machine.nowNs])).toEqual(
			Array.from({length: 3}, () => ['limit', SECOND]),
		);
	});

	it('says so when nothing more happens by itself', () => {
		const idle = createSession(scenarioOf('name: idle\nkernels: [before]'), {});
		expect(idle.advance(Infinity)).toMatchObject({
			reason: 'stop',
			stop: {text: 'nothing more happens by itself'},
		});
	});

	it('stops exactly at times that conditions speak of', () => {
		const session = createSession(scenario, {until: conditionOf('time>=1234567ns')});
		session.advance(Infinity);
		expect(session.runs.map(({machine}) => machine.nowNs)).toEqual([1_234_567, 1_234_567, 1_234_567]);
	});
});

describe('a step', () => {
	it('goes on by one page, wakeup or full scan of the chosen run', () => {
		const session = createSession(scenario, {until: null});
		const {ksm} = session.runs[1].machine;
		expect(session.step('page', 'B')).toMatchObject({reason: 'stop', stop: {reason: 'goal', letter: 'B'}});
		expect(ksm.pagesScanned).toBe(1);
		session.step('page', 'B');
		expect(ksm.pagesScanned).toBe(2);
		session.step('wakeup', 'B');
		expect([ksm.thread.wakeups, ksm.pagesScanned]).toEqual([1, 100]);
		session.step('pass', 'B');
		expect(ksm.fullScansEver).toBe(1);
		for (const {machine} of session.runs) expect(machine.nowNs).toBe(session.nowNs);
	});

	it('can be taken in several calls when work runs out', () => {
		const session = createSession(scenario, {until: null});
		let result = session.step('pass', 'A', 100);
		let calls = 1;
		while (result.reason === 'work') {
			result = session.advance(Infinity, 100);
			calls++;
		}
		expect(calls).toBeGreaterThan(2);
		expect(result.stop?.reason).toBe('goal');
		expect(session.runs[0].machine.ksm.fullScansEver).toBe(1);
	});

	it('can aim at a condition', () => {
		const session = createSession(scenario, {until: null});
		const {stop} = complete(session.inSteps.runUntil(conditionOf('freed_pages.split_remap>=1')));
		expect(stop?.letter).toBe('B');
		expect(session.runs[1].figure('freed_pages.split_remap')).toBeGreaterThanOrEqual(1);
	});
});
