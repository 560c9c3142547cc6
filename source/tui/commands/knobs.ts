// Keys that write knobs. A write goes to every kernel and is a command of the session, so that it is replayed; its errno
// is shown.

import type {Store} from '../store.js';
import {selectedRun} from '../view.js';
import {knobByName, type Steps} from '../../core/index.js';
import {stepsOf} from '../../session/session-in-steps.js';
import {scanEffect} from '../../session/timeline/effect.js';
import {knobEffect} from './knob-effect.js';
import {formatDuration} from '../../scenario/base/units.js';

/** Writes a knob as `echo value > knob` would. */
export function write(store: Store, knob: string, value: string): void {
	tryWrite(store, knob, value, (text) => store.set({message: {text, isError: true}}));
}

/** The same; `onProblem` gets the error as a sentence. */
export function tryWrite(
	store: Store,
	knob: string,
	value: string,
	onProblem: (problem: string) => void,
): void {
	store.change(
		(function* () {
			const problem = yield* writing(store, knob, value);
			if (problem !== null) onProblem(problem);
		})(),
	);
}

/** Returns the error as a sentence, or null. */
function* writing(store: Store, knob: string, value: string): Steps<string | null> {
	const {session, view} = store;
	const run = selectedRun(view);
	const before = valueOf(store, knob);
	const figures = run.row();
	const {errno, pending, text} = yield* stepsOf(session).setKnob(knob, value);
	if (pending !== undefined) {
		store.report(text);
		void pending.then((done) => {
			if (done.errno === null) {
				store.report(knobEffect(knob, before, value, null));
				store.set({lastTurned: `${knob} ${value} at ${formatDuration(session.nowNs)}`});
			} else {
				store.report(`${knob} stays ${valueOf(store, knob)}: ${value} was refused, ${done.errno}`);
				store.set({message: {text: done.text, isError: true}});
			}
			store.publish();
		});
		return null;
	}
	// The session of a real machine has its own error message.
	if (errno !== null && session.simulation === null) return text;
	const range = knobByName.get(knob)?.range ?? 'nothing';
	if (errno !== null) return `${errno}: ${knob} takes ${range}; ${value} was refused`;
	const effect = scanEffect(figures, run.row());
	store.report(knobEffect(knob, before, valueOf(store, knob), effect));
	store.set({lastTurned: `${knob} ${value} at ${formatDuration(session.nowNs)}`});
	return null;
}

function valueOf(store: Store, knob: string): string {
	return String(selectedRun(store.view).knobs()[knob] ?? '-');
}

function current(store: Store, knob: string): number {
	return Number(valueOf(store, knob));
}

/** Writes 1 to a knob that is 0, and 0 to any other. */
export function toggle(store: Store, knob: string): void {
	write(store, knob, current(store, knob) === 0 ? '1' : '0');
}

/** run: 1 becomes 0, 0 and 2 become 1. */
export function toggleRun(store: Store): void {
	write(store, 'run', current(store, 'run') === 1 ? '0' : '1');
}

/** 0, 1, 2, 5, 10, 20, 50 ...: the neighbour of a value, never below `least`. */
export function neighbour(value: number, direction: 1 | -1, least: number): number {
	const ladder = [0, 1];
	for (let power = 1; power < 1e10; power *= 10) ladder.push(2 * power, 5 * power, 10 * power);
	const found =
		direction > 0
			? ladder.find((candidate) => candidate > value)
			: ladder.findLast((candidate) => candidate < value);
	return Math.max(least, found ?? value);
}

/** Writes the next larger or smaller value of 0, 1, 2, 5, 10 ..., at least `least`. */
export function turn(store: Store, knob: string, direction: 1 | -1, least: number): void {
	write(store, knob, String(neighbour(current(store, knob), direction, least)));
}
