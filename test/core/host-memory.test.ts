// Goal: what would take more of the computer's memory than it may is refused before anything is done, and a session under
// a limit that suffices comes out as one without. Method: small limits; the state before and after a refusal must have
// the same fingerprint.

import {describe, expect, it} from 'vitest';
import {
	checkInvariants,
	complete,
	fingerprint,
	HostMemoryError,
	perform,
	takenArrayBytes,
	type Action,
	type HostLimits,
	type Machine,
} from '../../source/core/index.js';
import {createSession, SimulatedSession} from '../../source/session/simulated-session.js';
import {createState} from '../../source/session/state.js';
import {scenarioOf, zeroThps} from '../session/presets.js';
import {createHost, region, start} from '../support/host.js';

const MIB = 2 ** 20;

function guest(limits: Partial<HostLimits>): Machine {
	const m = createHost('mainline', {hostLimits: {arrayBytes: Infinity, heapBytes: Infinity, ...limits}});
	start(m, 'guest', [region('ram', 2048, ['mergeable'], (page) => page)]);
	return m;
}

const fork = (count: number): Action => ({do: 'fork', process: 'guest', name: 'child', count});
const map = (pages: number): Action => ({
	do: 'mmap',
	process: 'guest',
	region: region('more', pages, [], null),
});
const moved: Action = {do: 'mremap', target: {process: 'guest', region: 'ram'}, to: null};

describe('is refused with nothing done', () => {
	it.each([
		['forks', {arrayBytes: MIB}, fork(100)],
		['a mapping', {arrayBytes: MIB}, map(2 ** 30)],
		['a move', {arrayBytes: MIB / 5}, moved],
		['processes', {heapBytes: 100_000}, fork(100)],
	] as const)('%s', (_what, limits, action) => {
		const m = guest(limits);
		const before = fingerprint(m);
		expect(() => perform(m, action)).toThrow(HostMemoryError);
		expect(fingerprint(m)).toBe(before);
		expect(checkInvariants(m)).toEqual([]);
	});
});

it('what was unmapped is there to be taken again', () => {
	const m = guest({arrayBytes: MIB});
	const taken = takenArrayBytes(m);
	for (let i = 0; i < 20; i++) {
		expect(perform(m, fork(3)).errno).toBeUndefined();
		for (const child of ['child-1', 'child-2', 'child-3']) perform(m, {do: 'exit', process: child});
	}
	expect(takenArrayBytes(m)).toBe(taken);
});

describe('a session', () => {
	const scenario = scenarioOf(zeroThps('until: full_scans>=2'));

	it('comes out the same under a limit that suffices', () => {
		const [limited, free] = [{hostLimits: {arrayBytes: 64 * MIB, heapBytes: MIB}}, {}].map((options) => {
			const session = createSession(scenario, options);
			session.advance(Infinity);
			return session.fingerprint();
		});
		expect(limited).toBe(free);
	});

	it('takes no checkpoint and no further kernel for which there is no room', () => {
		const options = {checkpoints: 8, hostLimits: {arrayBytes: 0.45 * MIB, heapBytes: MIB}};
		const state = complete(createState(scenario, options));
		const session = new SimulatedSession(state);
		session.advance(1e9, 10_000);
		const before = session.fingerprint();
		complete(session.inSteps.forkHere([scenario.kernels[0]]));
		expect(session.runs).toHaveLength(3);
		expect(state.checkpoints).toEqual([]);
		expect(session.fingerprint()).toBe(before);
	});

	it('ends where simulated time would be no exact number any more', () => {
		const slow = scenarioOf(
			'name: slow\nkernels: [mainline]\nknobs: {sleep_millisecs: 1000000000, run: 1}\nprocesses: [{name: p, regions: [{name: r, size: 4KiB, advice: [mergeable]}]}]\n',
		);
		const session = createSession(slow, {until: null});
		session.advance(Infinity);
		expect(session.runs[0].ended).toBe('limit');
		expect(session.nowNs).toBeGreaterThan(8.9e15);
		expect(Number.isSafeInteger(session.nowNs)).toBe(true);
	});
});
