// Keys that let simulated time pass, pause it or go back. They set the store's pace, which the pump follows; going back is
// done here, by a checkpoint and replay.

import {parseCondition} from '../../scenario/conditions.js';
import {formatCount, formatDuration} from '../../scenario/base/units.js';
import type {Steps} from '../../core/index.js';
import type {AdvanceResult} from '../../session/notes.js';
import type {Row} from '../../session/run/row.js';
import {stepsOf} from '../../session/session-in-steps.js';
import {applyResult} from '../apply-result.js';
import {nameInProse} from '../look/prose.js';
import type {Store} from '../store.js';
import {selectedRun} from '../view.js';
import type {Step} from '../view-state.js';
import {stepOf} from './step-report.js';

/** Simulated seconds per second, in steps of the keys , and . ; the last is full speed. */
const SPEEDS = [
	0.001,
	0.002,
	0.005,
	0.01,
	0.02,
	0.05,
	0.1,
	0.2,
	0.5,
	1,
	2,
	5,
	10,
	20,
	50,
	100,
	200,
	500,
	1000,
	2000,
	5000,
	10_000,
	Infinity,
];

/** Pages that a key may visit before the screen is drawn: about a hundredth of a second. */
const KEY_WORK_PAGES = 20_000;

/** Sets the next larger or smaller speed of SPEEDS. */
export function changeSpeed(store: Store, direction: 1 | -1): void {
	const {speed} = store.state;
	const next =
		direction > 0
			? SPEEDS.find((candidate) => candidate > speed)
			: SPEEDS.findLast((candidate) => candidate < speed);
	store.set({speed: next ?? speed, ownSpeed: true});
}

/** Pauses, or continues; a step in progress is dropped. */
export function togglePause(store: Store): void {
	const {pace} = store.state;
	store.session.clearGoal();
	store.set({pace: pace === 'paused' ? 'running' : 'paused', stopped: null, step: null});
}

/** Starts seeking the end of the step; pauses if it is reached already. */
function* towards(store: Store, stepping: Steps<AdvanceResult>, step: Step): Steps {
	store.set({pace: 'seeking', stopped: null, step});
	applyResult(store, yield* stepping);
}

/** Advances the selected run to the end of the next page, wakeup or full scan, then pauses. */
export function step(store: Store, kind: 'page' | 'wakeup' | 'pass'): void {
	const run = selectedRun(store.view);
	const letter = run.ended === null ? run.letter : undefined;
	const stepping = stepsOf(store.session).step(kind, letter, KEY_WORK_PAGES);
	store.change(towards(store, stepping, stepOf(kind, run)));
}

/** Runs until a condition holds; returns what is wrong with the condition, or null. */
export function runUntil(store: Store, text: string): string | null {
	const parsed = parseCondition(text);
	if ('problem' in parsed) {
		const {message, nearest} = parsed.problem;
		return message + (nearest === undefined ? '' : `; did you mean ${nearest}?`);
	}
	const {simulation} = store.session;
	if (simulation === null) return store.session.whyNot('run_until');
	const began = stepOf('condition', selectedRun(store.view));
	const seeking = simulation.inSteps.runUntil(parsed.condition, KEY_WORK_PAGES);
	store.change(towards(store, seeking, began));
	return null;
}

/** Goes to a simulated time, ns, and pauses there; a later time is reached by running. */
export function goTo(store: Store, ns: number): void {
	store.change(goingTo(store, ns));
}

function* goingTo(store: Store, ns: number): Steps {
	const {session} = store;
	const before = session.requestedSpeed;
	session.clearGoal();
	yield* stepsOf(session).rewindTo(Math.max(0, ns));
	// The speed that the preset asks for at that moment is restored.
	if (ns <= 0 || session.requestedSpeed !== before) store.followPreset();
	store.set({pace: 'paused', stopped: null, step: null});
}

/** The first distance to go back when searching the previous wakeup, simulated ns. */
const FIRST_STRETCH_NS = 50_000_000;

/** Goes to the end of the wakeup before the last one of the selected kernel. */
export function back(store: Store): void {
	store.change(goingBack(store));
}

function* goingBack(store: Store): Steps {
	const {session} = store;
	const letter = selectedRun(store.view).letter;
	const wakeups = (): number => session.runs.find((run) => run.letter === letter)?.figure('wakeups') ?? 0;
	const from = session.nowNs;
	const wanted = wakeups() - 1;
	// When a wakeup ended is not kept: go back far enough, then step forward to it.
	let stretch = FIRST_STRETCH_NS;
	do {
		yield* goingTo(store, from - stretch);
		stretch *= 2;
	} while (wakeups() > wanted && session.nowNs > 0);
	while (wakeups() < wanted && !session.ended) yield* stepsOf(session).step('wakeup', letter);
	session.clearGoal();
	reportBack(store, from);
}

function reportBack(store: Store, fromNs: number): void {
	const {nowNs} = store.session;
	const run = selectedRun(store.view);
	const now = store.session.runs.find(({letter}) => letter === run.letter) ?? store.session.runs[0];
	store.report(
		`back by ${formatDuration(fromNs - nowNs)}: ${nameInProse(now)} is after wakeup ${formatCount(now.figure('wakeups') ?? 0)}`,
	);
}

/** Goes to the end of the previous full scan. */
export function backPass(store: Store): void {
	const {rows} = selectedRun(store.view).passes();
	store.change(goingBackTo(store, rows));
}

function* goingBackTo(store: Store, rows: readonly Row[]): Steps {
	const from = store.session.nowNs;
	// A session that stopped at the end of a wakeup is a nanosecond after it.
	yield* goingTo(store, rows.findLast((row) => row.timeNs < from - 1)?.timeNs ?? 0);
	reportBack(store, from);
}
