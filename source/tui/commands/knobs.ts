// Keys that write knobs. A write goes to every kernel and is a command of the session, so that it is replayed; what the
// kernel answers is shown.

import type {Store} from '../store.js';
import {selectedRun} from '../view.js';
import {formatDuration} from '../../scenario/units.js';

/** Writes a knob as `echo value > knob` would. */
export function write(store: Store, knob: string, value: string): void {
	const {session} = store;
	const {errno, text} = session.setKnob(knob, value);
	store.set({
		message: errno === null ? null : {text: `${knob}: ${errno}: ${text}`, isError: true},
		...(errno === null ? {lastTurned: `${knob} ${value} at ${formatDuration(session.nowNs)}`} : {}),
	});
}

function current(store: Store, knob: string): number {
	return Number(selectedRun(store.view).knobs()[knob] ?? 0);
}

/** 0 becomes 1, everything else 0. */
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

export function turn(store: Store, knob: string, direction: 1 | -1, least: number): void {
	write(store, knob, String(neighbour(current(store, knob), direction, least)));
}
