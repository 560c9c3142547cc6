// Lets time pass for all runs together. Machines do not know of each other, so the order in which they work changes
// no outcome; it is chosen (always the run whose next event comes first) so that no run gets far ahead of another and
// a stop in one leaves all of them at nearly that moment. Before returning, the ones behind catch up exactly.

import {advance, InvariantError, longWorkOf, nextEventNs, type Machine, type Steps} from '../core/index.js';
import {formatCount} from '../scenario/base/units.js';
import {applyCommand} from './apply-command.js';
import {maybeCheckpoint} from './checkpoints.js';
import {alarmOf, evaluateRun} from './timeline/evaluate-run.js';
import type {AdvanceResult} from './notes.js';
import {drainEvents, isAlarm, noteRunStep, type SessionState} from './state.js';
import {narrateWakeup} from './observers/narration.js';
import type {SessionRun} from './run/simulated-run.js';

/** Pages visited in one go: few enough that runs stay close together, and that rings of events do not overflow. */
const CHUNK_PAGES = 4096;
const CHUNK_PAGES_WITH_EVENTS = 128;
/** What a call costs besides its pages, in pages: empty wakeups must use up work too. */
const CALL_PAGES = 16;

/** When the machine does something next. */
const eventNs = (machine: Machine): number => Math.max(machine.nowNs, nextEventNs(machine));

/**
 * Where a step must end so that what others than ksmd do is evaluated too: just behind the next thing that khugepaged
 * does while ksmd sleeps. (While ksmd works the end of its batch is soon enough.)
 */
function otherActorsNs({ksm}: Machine, next: number): number {
	return ksm.thread.budgetLeft < 0 && next < ksm.thread.nextWakeNs ? next + 1 : Infinity;
}

/** One step of one run, at most to `toNs`. Returns the work done, in pages. */
function* stepRun(state: SessionState, run: SessionRun, toNs: number, chunk: number): Steps<number> {
	const {machine} = run;
	const {every, onEvents} = state.options;
	const before = machine.ksm.pagesScanned + machine.ksm.pagesSkipped;
	const fromNs = machine.nowNs;
	const nextNs = nextEventNs(machine);
	const othersNs = otherActorsNs(machine, nextNs);
	const untilNs = Math.min(toNs, othersNs);
	// A sleeping ksmd may wake only to find that it should not run. Without an end, time would then jump to infinity.
	const bounded = state.goal?.kind === 'page' || (untilNs === Infinity && machine.ksm.thread.budgetLeft < 0);
	const stepNs = bounded ? Math.min(untilNs, nextNs + 1) : untilNs;
	let why = advance(machine, stepNs, chunk);
	while (why === 'working') {
		const {what, done} = longWorkOf(machine);
		state.doing = `${run.letter}: ${what}`;
		yield done;
		why = advance(machine, stepNs, chunk);
	}
	run.state.settled = why === 'time';
	if (run.state.settled && machine.nowNs <= fromNs)
		throw new InvariantError(`invariant broken: run ${run.letter} stands still at ${fromNs} ns`);
	if (why === 'wakeup') {
		const row = run.observeWakeup();
		narrateWakeup(state.narration, run, state.runs.length, row !== null);
		noteRunStep(state, run, `w${machine.ksm.thread.wakeups}`);
		if (every === 'wakeup' || (every === 'pass' && row !== null)) sample(state, run);
		yield* evaluateRun(state, run);
		reachGoal(state, run, row !== null ? 'pass' : 'wakeup');
	} else if (why === 'time') {
		run.observe();
		const alarm = isAlarm(state, machine.nowNs);
		if (alarm && typeof every === 'number' && machine.nowNs % every === 0) sample(state, run);
		if (alarm || machine.nowNs === othersNs) yield* evaluateRun(state, run);
	}
	const scanned = machine.ksm.pagesScanned + machine.ksm.pagesSkipped - before;
	if (scanned > 0) reachGoal(state, run, 'page');
	if (onEvents && run.lastEvent > run.state.eventsSeen) drainEvents(state, run);
	return scanned + CALL_PAGES;
}

function sample(state: SessionState, run: SessionRun): void {
	const row = run.sample();
	if (!state.replaying) state.options.onSample?.(run, row);
}

function reachGoal(state: SessionState, run: SessionRun, what: 'page' | 'wakeup' | 'pass'): void {
	const {goal} = state;
	if (goal === null || goal.kind === 'condition' || goal.letter !== run.letter || state.replaying) return;
	if (goal.kind !== what && !(goal.kind === 'wakeup' && what === 'pass')) return;
	const {thread, fullScansEver} = run.machine.ksm;
	const text = {
		page: `${run.letter}: one page scanned`,
		wakeup: `${run.letter}: wakeup ${formatCount(thread.wakeups)}: ${thread.lastScanned} scanned, ${thread.lastFreed} freed`,
		pass: `${run.letter}: full scan ${formatCount(fullScansEver)} ended`,
	}[goal.kind];
	state.stop ??= {timeNs: run.machine.nowNs, letter: run.letter, reason: 'goal', text};
}

function chunkFor({goal, options}: SessionState, work: number): number {
	if (goal?.kind === 'page') return 1;
	return Math.max(1, Math.min(work, options.onEvents ? CHUNK_PAGES_WITH_EVENTS : CHUNK_PAGES));
}

/**
 * Steps by a page or a wakeup are small: then no run may pass another's next moment, or the chosen one would have to
 * catch up with it and go further than was asked.
 */
function fenceFor({goal, runs}: SessionState, stepping: SessionRun): number {
	if (goal?.kind !== 'page' && goal?.kind !== 'wakeup') return Infinity;
	let fence = Infinity;
	for (const run of runs)
		if (run !== stepping && run.ended === null) fence = Math.min(fence, eventNs(run.machine) + 1);
	return fence;
}

/** Brings one run to `ns`, whatever work that takes, unless it has ended or ends on the way. */
export function* advanceRun(state: SessionState, run: SessionRun, ns: number): Steps {
	while (run.ended === null && run.machine.nowNs < ns)
		yield* stepRun(state, run, Math.min(alarmOf(state, run), ns), chunkFor(state, CHUNK_PAGES));
}

/** Brings every run that has not ended to `ns` (it is little work). */
function* catchUp(state: SessionState, ns: number): Steps {
	for (const run of state.runs) yield* advanceRun(state, run, ns);
}

/** The time of the run that is furthest, whether or not it has ended. */
const furthest = (state: SessionState): number =>
	Math.max(state.nowNs, ...state.runs.map((run) => run.machine.nowNs));

/**
 * A machine does what is due before a time, not at it. A run that stands at the end of a wakeup or behind a page has
 * done what was due at that very moment; one nanosecond later all have, and a replay comes to the same state.
 */
function* settle(state: SessionState): Steps {
	const ns = furthest(state);
	const settled = state.runs.every((run) => run.state.settled || run.machine.nowNs < ns);
	state.nowNs = settled ? ns : ns + 1;
	yield* catchUp(state, state.nowNs);
	state.nowNs = Math.max(state.nowNs, furthest(state));
}

function* finish(state: SessionState, reason: AdvanceResult['reason']): Steps<AdvanceResult> {
	yield* settle(state);
	const ended = state.runs.every((run) => run.ended !== null);
	const {stop, viewerRequest} = state;
	if (stop?.reason === 'goal') state.goal = null;
	yield* maybeCheckpoint(state);
	return {reason: stop ? 'stop' : ended ? 'ended' : reason, stop, viewer: viewerRequest};
}

/** See Session.advance. */
export function* advanceState(state: SessionState, toNs: number, workPages = Infinity): Steps<AdvanceResult> {
	state.stop = null;
	state.viewerRequest = null;
	let work = workPages;
	for (;;) {
		if (state.runs.every((run) => run.ended !== null)) return yield* finish(state, 'ended');
		const command = state.commands[state.applied];
		const barrier = Math.min(toNs, command ? command.atNs : Infinity);
		let next: SessionRun | undefined;
		let nextNs = Infinity;
		for (const run of state.runs) {
			if (run.ended !== null || run.machine.nowNs >= barrier) continue;
			const ns = Math.min(eventNs(run.machine), alarmOf(state, run));
			if (next === undefined || ns < nextNs) {
				next = run;
				nextNs = ns;
			}
		}
		if (next === undefined) {
			state.nowNs = Math.max(state.nowNs, Math.min(barrier, furthest(state)));
			if (!command || command.atNs > barrier) return yield* finish(state, 'time');
			state.applied++;
			yield* applyCommand(state, command);
			if (state.stop) return yield* finish(state, 'stop');
			continue;
		}
		if (barrier === Infinity && nextNs === Infinity) {
			state.stop = {
				timeNs: furthest(state),
				letter: next.letter,
				reason: 'goal',
				text: 'nothing more happens by itself',
			};
			return yield* finish(state, 'stop');
		}
		if (state.replaying) {
			state.doing = 'going back';
			yield Math.min(1, nextNs / toNs);
		}
		work -= yield* stepRun(
			state,
			next,
			Math.min(alarmOf(state, next), barrier, fenceFor(state, next)),
			chunkFor(state, work),
		);
		if (state.stop) return yield* finish(state, 'stop');
		if (work <= 0) return yield* finish(state, 'work');
	}
}
