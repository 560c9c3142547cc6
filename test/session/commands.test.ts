// Goal: commands are a session's only input besides its preset: they replay to the same state, rewinding and forking
// included. Method: drive sessions by drawn commands at drawn moments, run the log again, compare fingerprints.

import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {complete} from '../../source/core/index.js';
import {findKernel} from '../../source/core/kernels/index.js';
import type {Session} from '../../source/session/session.js';
import {createSession} from '../../source/session/simulated-session.js';
import {conditionOf, scenarioOf, zeroThps} from './presets.js';

const SECOND = 1e9;
const scenario = scenarioOf(zeroThps('', 4));
const start = (options = {}): Session => createSession(scenario, {until: null, ...options});

describe('a knob', () => {
	it('is written to all runs, is logged, and marks the charts', () => {
		const session = start();
		session.advance(SECOND / 10);
		expect(session.setKnob('pages_to_scan', '512')).toEqual({errno: null, text: 'pages_to_scan = 512'});
		for (const run of session.runs) expect(run.figure('pages_to_scan')).toBe(512);
		expect(session.commands).toEqual([{atNs: session.nowNs, set: {knob: 'pages_to_scan', value: '512'}}]);
		expect(session.marks.at(-1)).toMatchObject({kind: 'knob', text: 'pages_to_scan = 512'});
	});

	it('is refused as the kernel would, and the refusal replays too', () => {
		const session = start();
		expect(session.setKnob('pages_to_scan', 'many')).toMatchObject({errno: 'EINVAL'});
		expect(session.setKnob('nonsense', '1')).toMatchObject({errno: 'ENOENT'});
		expect(session.setKnob('skip_huge_page', '1')).toMatchObject({errno: 'ENOENT'});
	});
});

describe('an action', () => {
	it('is an entry of a timeline, done at once', () => {
		const session = start();
		session.advance(SECOND / 5);
		const done = complete(
			session.inSteps.perform({write: {region: 'ram', range: '0..8KiB', fill: {unique: {}}}}),
		);
		expect(done.problems).toEqual([]);
		expect(complete(session.inSteps.perform({nonsense: 1})).problems.length).toBeGreaterThan(0);
		expect(complete(session.inSteps.perform({at: '5s', set: {run: 1}})).problems.length).toBe(1);
		expect(session.commands).toHaveLength(1);
	});
});

const KNOBS = fc.constantFrom(
	{name: 'pages_to_scan', value: '7'},
	{name: 'pages_to_scan', value: '1000'},
	{name: 'use_zero_pages', value: '0'},
	{name: 'use_zero_pages', value: '1'},
	{name: 'sleep_millisecs', value: '1'},
	{name: 'sleep_millisecs', value: '5'},
	{name: 'run', value: '2'},
	{name: 'run', value: '1'},
	{name: 'smart_scan', value: '0'},
);
const doing = fc.oneof(
	fc.record({do: fc.constant('advance' as const), ns: fc.integer({min: 1, max: 100_000_000})}),
	fc.record({do: fc.constant('work' as const), pages: fc.integer({min: 1, max: 2000})}),
	fc.record({do: fc.constant('knob' as const), knob: KNOBS}),
	fc.record({
		do: fc.constant('step' as const),
		kind: fc.constantFrom('page', 'wakeup', 'pass') as fc.Arbitrary<'page'>,
	}),
	fc.record({do: fc.constant('write' as const), page: fc.integer({min: 0, max: 1000})}),
	fc.record({do: fc.constant('fork' as const)}),
);
type Doing = typeof doing extends fc.Arbitrary<infer T> ? T : never;

function act(session: Session, deed: Doing): void {
	if (deed.do === 'advance') session.advance(session.nowNs + deed.ns);
	else if (deed.do === 'work') session.advance(session.nowNs + SECOND, deed.pages);
	else if (deed.do === 'knob') session.setKnob(deed.knob.name, deed.knob.value);
	else if (deed.do === 'step') {
		session.step(deed.kind, 'B', 5000);
		session.clearGoal();
	} else if (deed.do === 'write')
		complete(
			session.inSteps.perform({
				write: {region: 'ram', range: `${deed.page * 4096}..${(deed.page + 3) * 4096}`, fill: {content: 9}},
			}),
		);
	else if (session.runs.length < 5) {
		const kernel = findKernel('rfc');
		if (kernel) complete(session.inSteps.forkHere([kernel], 'B'));
	}
}

describe('the list of commands', () => {
	it('replays to the same fingerprint, whatever was done and when', () => {
		fc.assert(
			fc.property(fc.array(doing, {minLength: 1, maxLength: 15}), (deeds) => {
				const session = start();
				for (const deed of deeds) act(session, deed);
				const again = start({commands: session.commands});
				again.advance(session.nowNs);
				expect(again.nowNs).toBe(session.nowNs);
				expect(again.fingerprint()).toBe(session.fingerprint());
			}),
			{numRuns: 40},
		);
	});

	it('brings a rewound session back to where it was', () => {
		fc.assert(
			fc.property(
				fc.array(doing, {minLength: 1, maxLength: 10}),
				fc.integer({min: 0, max: 1000}),
				fc.constantFrom(0, 5),
				(deeds, share, checkpoints) => {
					const session = start({checkpoints});
					for (const deed of deeds) act(session, deed);
					const {nowNs} = session;
					const fingerprint = session.fingerprint();
					session.rewindTo(Math.floor((nowNs * share) / 1000));
					session.advance(nowNs);
					expect(session.fingerprint()).toBe(fingerprint);
				},
			),
			{numRuns: 25},
		);
	});

	it('is cut off by a new command after a rewind', () => {
		const session = start();
		session.advance(SECOND / 2);
		session.setKnob('pages_to_scan', '10');
		session.advance(SECOND);
		session.rewindTo(SECOND / 4);
		expect([session.nowNs, session.commands.length, session.appliedCommands]).toEqual([SECOND / 4, 1, 0]);
		session.setKnob('pages_to_scan', '20');
		expect(session.commands).toHaveLength(1);
		session.advance(SECOND);
		expect(session.runs[0].figure('pages_to_scan')).toBe(20);
	});

	it('is empty after a restart', () => {
		const session = start();
		const fresh = session.fingerprint();
		session.advance(SECOND);
		session.setKnob('run', '0');
		session.restart();
		expect([session.nowNs, session.commands.length, session.fingerprint()]).toEqual([0, 0, fresh]);
	});
});

describe('a fork', () => {
	it('goes on from the same state under another kernel', () => {
		const session = start({kernels: [findKernel('mainline')]});
		complete(session.inSteps.runUntil(conditionOf('full_scans>=1')));
		const before = findKernel('before');
		if (before) complete(session.inSteps.forkHere([before]));
		expect(session.runs.map(({letter, title}) => [letter, title])).toEqual([
			['A', 'mainline'],
			['B', 'before'],
		]);
		session.advance(session.nowNs + SECOND);
		const [mainline, forked] = session.runs;
		expect(mainline.figure('freed_pages.split_remap')).toBe(1024);
		expect(forked.figure('freed_pages.ksm_zero_page')).toBe(1024);
		expect(forked.forkedFrom).toBe('A');
	});

	it('has its limit', () => {
		const session = start();
		const kernel = findKernel('rfc');
		for (let i = 0; i < 20; i++) if (kernel) complete(session.inSteps.forkHere([kernel]));
		expect(session.runs.length).toBe(session.maxRuns);
	});
});

describe('a breakpoint that is switched off', () => {
	it('does not stop the session, nor when it is switched on again for what came meanwhile', () => {
		const session = start({kernels: [findKernel('before')]});
		const {id} = session.addBreakpoint({on: 'cause', cause: 'ksm_zero_page'});
		session.enableBreakpoint(id, false);
		complete(session.inSteps.runUntil(conditionOf('ksm_zero_pages>=100')));
		expect(session.breakpoints).toMatchObject([{id, enabled: false, hits: 0}]);
		session.enableBreakpoint(id, true);
		const freed = (): number => session.runs[0].figure('freed_pages.ksm_zero_page') ?? 0;
		const before = freed();
		const {stop} = session.step('wakeup');
		expect(freed()).toBeGreaterThan(before);
		expect(stop?.text).toBe(`pages freed by ksm_zero_page: ${freed() - before} pages`);
	});
});
