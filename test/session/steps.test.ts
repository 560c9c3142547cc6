// Goal: whatever takes long in a session is done in steps, and that it is changes nothing. Method: a small host with a stale
// item, whose long work is cut into pieces of some items; every method that lets time pass is driven step by step, with a look
// at the session in between, and must come to the same fingerprint as in one go.

import {describe, expect, it} from 'vitest';
import {complete, InvariantError, type Steps} from '../../source/core/index.js';
import type {Scenario} from '../../source/scenario/scenario.js';
import {
	createSession,
	createSessionInSteps,
	type SimulatedSession,
} from '../../source/session/simulated-session.js';
import {load} from '../scenario/load.js';

const TEXT = `
name: stale
about: a stale item late in a full scan
kernels: [mainline, erase-stale]
knobs: {use_zero_pages: 0, smart_scan: 0, pages_to_scan: 3000}
processes:
  - name: guest
    regions:
      - {name: own, size: 16MiB, align: 2MiB, advice: [hugepage, mergeable], fill: {unique: {}}}
      - {name: zeros, size: 2MiB, align: 2MiB, advice: [hugepage, mergeable], fill: zero}
      - {name: pairs, size: 4MiB, advice: [nohugepage, mergeable], fill: {groups: {of: 2}}}
timeline:
  - {at: 0s, set: {run: 1}}
  - {when: full_scans>=2, write: {process: guest, region: own, range: 0..1MiB, fill: zero}}
  - {when: full_scans>=3, fork: {process: guest, name: child, count: 3}}
`;

function scenario(pieceItems: number): Scenario {
	const loaded = load(TEXT);
	return {...loaded, machine: {...loaded.machine, pieceItems}};
}

/** Goes through the steps; `look` is called in between. Returns their number and what the session was doing. */
function stepThrough<Result>(
	session: SimulatedSession,
	steps: Steps<Result>,
	look: () => void = () => {},
): {count: number; doing: Set<string>; result: Result} {
	const doing = new Set<string>();
	for (let count = 0; ; count++) {
		const step = steps.next();
		if (step.done === true) return {count, doing, result: step.value};
		expect(step.value).toBeGreaterThanOrEqual(0);
		expect(step.value).toBeLessThanOrEqual(1);
		expect(session.isBusy).toBe(true);
		doing.add(session.doing);
		look();
	}
}

const END_NS = 3e9;
const begun = (pieceItems: number): SimulatedSession =>
	createSession(scenario(pieceItems), {until: null, checkpoints: 3});

describe('in steps and in one go a session comes to the same', () => {
	const whole = begun(8192);
	whole.advance(END_NS);
	const expected = whole.fingerprint();

	it('when time passes', () => {
		const session = begun(50);
		const {count, doing, result} = stepThrough(session, session.inSteps.advance(END_NS), () => {
			// What the view reads for a frame.
			for (const run of session.runs) {
				run.row();
				run.processes();
				run.ksmd();
			}
		});
		expect(result.reason).toBe('time');
		expect(session.isBusy).toBe(false);
		expect(count).toBeGreaterThan(100);
		expect([...doing]).toEqual(expect.arrayContaining(['A: building the unstable tree', 'A: fork']));
		expect(session.fingerprint()).toBe(expected);
	});

	it('when it goes back and forth', () => {
		const session = begun(50);
		session.advance(END_NS);
		const {doing} = stepThrough(session, session.inSteps.rewindTo(END_NS / 2));
		expect([...doing]).toContain('going back');
		complete(session.inSteps.advance(END_NS));
		expect(session.fingerprint()).toBe(expected);
	});

	it('when it is set up', () => {
		const steps = createSessionInSteps(scenario(50), {until: null, checkpoints: 3});
		let count = 0;
		for (let step = steps.next(); ; step = steps.next()) {
			if (step.done === true) {
				step.value.advance(END_NS);
				expect(step.value.fingerprint()).toBe(expected);
				break;
			}
			count++;
		}
		expect(count).toBeGreaterThan(1);
	});

	it('when kernels are forked and knobs written', () => {
		const sessions = [begun(8192), begun(50)];
		for (const session of sessions) {
			session.advance(END_NS / 2);
			stepThrough(session, session.inSteps.forkHere(session.scenario.kernels.slice(0, 1), 'B'));
			stepThrough(session, session.inSteps.setKnob('run', '2'));
			session.advance(END_NS);
		}
		expect(sessions[1].runs).toHaveLength(3);
		expect(sessions[1].fingerprint()).toBe(sessions[0].fingerprint());
	});
});

it('nothing else may begin in the middle', () => {
	const session = begun(50);
	const steps = session.inSteps.advance(END_NS);
	steps.next();
	expect(() => session.setKnob('run', '0')).toThrow(InvariantError);
	expect(() => session.advance(END_NS)).toThrow(InvariantError);
	complete(steps);
	expect(session.setKnob('run', '0').errno).toBe(null);
});
