// Goal: what a checkpoint holds of a run is all of it and shares nothing that changes. Method: copy the state of runs in
// the middle of a session, compare field by field, go on with the original and see the copy stay; and fork a run that
// ended in the middle of a moment, which a copy that forgets a field would call done.

import {expect, it} from 'vitest';
import {complete, findKernel} from '../../source/core/index.js';
import {copyPlain} from '../../source/session/copy-plain.js';
import {createSession} from '../../source/session/simulated-session.js';
import type {SessionRun} from '../../source/session/run/simulated-run.js';
import {scenarioOf, zeroThps} from './presets.js';

const inTheMiddle = () => {
	const session = createSession(scenarioOf(zeroThps('until: full_scans>=3', 4)), {wakeupLog: true});
	session.addBreakpoint({on: 'cause', cause: 'split_remap'});
	session.advance(60e9);
	return {session, states: (session.runs as readonly SessionRun[]).map(({state}) => state)};
};

it('copies every field of a run, whatever its value', () => {
	const {states} = inTheMiddle();
	for (const state of states) {
		for (const settled of [true, false]) {
			state.settled = settled;
			expect(copyPlain(state)).toStrictEqual(state);
		}
	}
});

it('shares nothing that changes', () => {
	const {session, states} = inTheMiddle();
	const [, mainline] = states;
	const copy = copyPlain(mainline);
	const before = JSON.stringify([
		copy.observed.wakeupLog,
		[...copy.observed.history.merged],
		copy.eventsSeen,
	]);
	session.clearGoal();
	while (session.advance(600e9).reason === 'stop');
	expect(mainline.observed.wakeupLog).not.toEqual(copy.observed.wakeupLog);
	expect(JSON.stringify([copy.observed.wakeupLog, [...copy.observed.history.merged], copy.eventsSeen])).toBe(
		before,
	);
});

it('shares what is frozen, and copies maps, sets and typed arrays', () => {
	const frozen = Object.freeze({values: new Float64Array(2)});
	const original = {frozen, map: new Map([[1, [2]]]), set: new Set([3]), numbers: new Float64Array([4])};
	const copy = copyPlain(original);
	expect(copy).toStrictEqual(original);
	expect(copy.frozen).toBe(frozen);
	original.map.get(1)?.push(5);
	original.set.clear();
	original.numbers[0] = 6;
	expect([copy.map.get(1), copy.set.size, copy.numbers[0]]).toEqual([[2], 1, 4]);
});

it('lets a fork of a run that ended in the middle of a moment go on from just there', () => {
	const session = createSession(scenarioOf(zeroThps('until: full_scans>=1', 4)));
	while (session.advance(600e9).reason === 'stop');
	const [parent] = session.runs as readonly SessionRun[];
	expect([parent.ended, parent.state.settled]).toEqual(['until', false]);
	const before = findKernel('before');
	complete(session.inSteps.forkHere(before ? [before] : [], parent.letter));
	const child = session.runs.at(-1) as SessionRun;
	expect([child.ended, child.state.settled]).toEqual([null, false]);
});
