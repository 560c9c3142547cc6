// What a session evaluates after each wakeup, each action and at each alarm of a run: timeline entries that are due,
// expectations, breakpoints, the goal, the end. Always in this order, which is part of the outcome.

import {checkInvariants, type Steps} from '../../core/index.js';
import {evaluate} from '../../scenario/conditions.js';
import type {Condition} from '../../scenario/conditions.js';
import type {TimelineEntry} from '../../scenario/scenario.js';
import type {Breakpoint} from './breakpoint.js';
import {isAltered, runTimelineEntry, performActions} from './run-timeline-entry.js';
import {lastNsOf} from '../host-limits.js';
import type {SessionRun} from '../run/simulated-run.js';
import {nextAlarm, type SessionState} from '../state.js';

const holds = (condition: Condition, run: SessionRun): boolean =>
	evaluate(condition, run.kernel.id, (name) => run.figure(name));

/** Runs every timeline entry that is due, in order, until none is. */
function* runDueEntries(state: SessionState, run: SessionRun): Steps {
	const {timeline} = state.scenario;
	for (let again = true; again;) {
		again = false;
		while (run.state.timedRun < state.timed.length) {
			const entry = timeline[state.timed[run.state.timedRun]];
			if ((entry.at ?? 0) > run.machine.nowNs) break;
			run.state.timedRun++;
			yield* runTimelineEntry(state, run, entry);
		}
		for (const index of state.repeating) yield* runRepeating(state, run, index, timeline[index]);
		for (const index of state.conditional) {
			const entry = timeline[index];
			if (run.state.conditionalRun.has(index) || !entry.when || !holds(entry.when, run)) continue;
			run.state.conditionalRun.add(index);
			yield* runTimelineEntry(state, run, entry);
			again = true;
		}
	}
}

/** Runs what is due of an entry that runs again and again. */
function* runRepeating(state: SessionState, run: SessionRun, index: number, entry: TimelineEntry): Steps {
	const {at = 0, repeat} = entry;
	if (!repeat) return;
	for (let k = run.state.repeated.get(index) ?? 0; at + k * repeat.everyNs <= run.machine.nowNs; k++) {
		run.state.repeated.set(index, k + 1);
		yield* performActions(state, run, entry, repeat.actions(k));
	}
}

/** Takes the values of expectations that are due before the end. */
function captureExpectations(state: SessionState, run: SessionRun): void {
	for (const [index, {name, kernel, ratioTo, at, when}] of state.scenario.expect.entries()) {
		const asked =
			kernel === run.kernel.id ? name : ratioTo?.kernel === run.kernel.id ? ratioTo.name : undefined;
		if (asked === undefined || run.captured.has(index)) continue;
		const due = at === undefined ? when !== undefined && holds(when, run) : run.machine.nowNs >= at;
		if (due) run.state.captured.set(index, run.figure(asked) ?? Number.NaN);
	}
}

/** Whether the breakpoint's reason is there now; `seen` says what was found. */
function checkBreakpoint(breakpoint: Breakpoint, run: SessionRun): {there: boolean; seen: string} {
	const {kind} = breakpoint;
	switch (kind.on) {
		case 'condition':
			return {there: holds(kind.condition, run), seen: ''};
		case 'cause': {
			const now = run.machine.ledger.freedPages[kind.cause];
			const before = run.state.counted.get(breakpoint.id) ?? now;
			run.state.counted.set(breakpoint.id, now);
			return {there: now > before, seen: `: ${now - before} pages`};
		}
		case 'event': {
			const now = run.machine.events.rings[kind.event].count;
			const before = run.state.counted.get(breakpoint.id) ?? now;
			run.state.counted.set(breakpoint.id, now);
			return {there: now > before, seen: ''};
		}
		case 'invariant': {
			const broken = checkInvariants(run.machine);
			return {there: broken.length > 0, seen: `: ${broken[0] ?? ''}`};
		}
	}
}

/** Takes the breakpoint's reason as it is now, without stopping: it fires when the reason appears from now on. */
export function armBreakpoint(state: SessionState, breakpoint: Breakpoint): void {
	for (const run of state.runs) {
		run.state.held.delete(breakpoint.id);
		if (checkBreakpoint(breakpoint, run).there) run.state.held.add(breakpoint.id);
	}
}

function checkBreakpoints(state: SessionState, run: SessionRun): void {
	for (const breakpoint of state.breakpoints) {
		if (!breakpoint.enabled) continue;
		const {there, seen} = checkBreakpoint(breakpoint, run);
		const stays = breakpoint.kind.on === 'condition' || breakpoint.kind.on === 'invariant';
		const fires = there && !(stays && run.state.held.has(breakpoint.id));
		if (there) run.state.held.add(breakpoint.id);
		else run.state.held.delete(breakpoint.id);
		if (!fires || state.replaying) continue;
		breakpoint.hits++;
		state.stop ??= {
			timeNs: run.machine.nowNs,
			letter: run.letter,
			reason: 'breakpoint',
			text: `${breakpoint.text}${seen}`,
			breakpoint,
		};
	}
}

/** The end of the preset's story: once, when the last run of the start has come to it. */
function stopAtEnd(state: SessionState, run: SessionRun): void {
	const condition = state.options.stopOnceAt;
	const {narration} = state;
	if (!condition || narration.endShown || narration.atEnd.has(run.letter) || !holds(condition, run)) return;
	narration.atEnd.add(run.letter);
	if (state.runs.some(({letter, forkedFrom}) => !narration.atEnd.has(letter) && forkedFrom === null)) return;
	narration.endShown = true;
	// What was recorded ends where it ended, whatever was done in it.
	if (state.replaying || (isAltered(state) && state.options.commands === undefined)) return;
	state.stop ??= {timeNs: run.machine.nowNs, letter: run.letter, reason: 'end', text: condition.text};
}

/** Evaluates a run at a moment at which conditions are evaluated. May end it, may set state.stop. */
export function* evaluateRun(state: SessionState, run: SessionRun): Steps {
	yield* runDueEntries(state, run);
	captureExpectations(state, run);
	checkBreakpoints(state, run);
	const {goal} = state;
	if (goal?.kind === 'condition' && !state.replaying && holds(goal.condition, run))
		state.stop ??= {
			timeNs: run.machine.nowNs,
			letter: run.letter,
			reason: 'goal',
			text: `${goal.condition.text} holds`,
		};
	stopAtEnd(state, run);
	if (state.until && holds(state.until, run)) run.state.ended = 'until';
	else if (run.machine.nowNs >= lastNsOf(state.options)) run.state.ended = 'limit';
}

/** The next moment at which the run must stop by the clock. */
export const alarmOf = (state: SessionState, run: SessionRun): number => nextAlarm(state, run.machine.nowNs);
