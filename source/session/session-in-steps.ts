// The methods that change a session, in steps of a few milliseconds (see core/base/steps.ts). Until the steps have ended
// the session may be read but not changed by anything else; it lies between two moments then, its runs at different times.

import {InvariantError, type Kernel, type Steps} from '../core/index.js';
import {compileAction} from '../scenario/timeline/compile-action.js';
import {applyCommand, applyEntry, applyKnob, kernelNamed} from './apply-command.js';
import {restoreBefore} from './checkpoints.js';
import type {Command} from './command.js';
import {armBreakpoint, evaluateRun} from './timeline/evaluate-run.js';
import {advanceState} from './lockstep.js';
import type {AdvanceResult, KnobWrite, Performed} from './notes.js';
import type {SessionInSteps, ViewedInSteps, ViewedSession} from './session.js';
import {setAlarms, type Goal, type SessionState} from './state.js';

/** The methods in steps of any session; where nothing is simulated nothing takes long, and each is a single step. */
export function stepsOf(session: ViewedSession): ViewedInSteps {
	if (session.simulation !== null) return session.simulation.inSteps;
	function* atOnce<Result>(work: () => Result): Steps<Result> {
		yield 0;
		return work();
	}
	return {
		advance: (toNs, workPages) => atOnce(() => session.advance(toNs, workPages)),
		step: (kind, letter, workPages) => atOnce(() => session.step(kind, letter, workPages)),
		setKnob: (name, value) => atOnce(() => session.setKnob(name, value)),
		rewindTo: (ns) => atOnce(() => session.rewindTo(ns)),
		restart: () => atOnce(() => session.restart()),
	};
}

/** Lets nothing else begin before the steps have ended. */
function* alone<Result>(state: SessionState, steps: Steps<Result>): Steps<Result> {
	if (state.isBusy)
		throw new InvariantError(`a session is asked for something in the middle of: ${state.doing}`);
	state.isBusy = true;
	const result = yield* steps;
	state.isBusy = false;
	return result;
}

/** Logs a command; commands that a rewind had left for later are dropped. */
function log(state: SessionState, command: Command): void {
	state.commands.splice(state.applied, Infinity, command);
	state.applied++;
}

function* advanceTowards(state: SessionState, goal: Goal, workPages?: number): Steps<AdvanceResult> {
	state.goal = goal;
	setAlarms(state);
	return yield* advanceState(state, Infinity, workPages);
}

function* performNow(state: SessionState, entry: unknown): Steps<Performed> {
	const compiled = compileAction(entry, state.scenario, state.applied);
	if ('problems' in compiled)
		return {problems: compiled.problems.map((problem) => problem.message), refusals: []};
	if (compiled.entry.at !== undefined || compiled.entry.when !== undefined)
		return {problems: ['a command is done at once: at and when have no meaning in it'], refusals: []};
	log(state, {atNs: state.nowNs, perform: entry});
	return {problems: [], refusals: yield* applyEntry(state, compiled.entry)};
}

function* setKnob(state: SessionState, name: string, value: string): Steps<KnobWrite> {
	log(state, {atNs: state.nowNs, set: {knob: name, value}});
	return yield* applyKnob(state, name, value);
}

function* fork(state: SessionState, kernels: readonly Kernel[], from: string): Steps {
	const known = kernels.filter((kernel) => kernelNamed(state, kernel.id) !== undefined);
	const command = {atNs: state.nowNs, fork: {from, kernels: known.map((kernel) => kernel.id)}};
	log(state, command);
	yield* applyCommand(state, command);
}

function* rewind(state: SessionState, ns: number): Steps {
	const breakpoints = state.breakpoints;
	state.goal = null;
	state.replaying = true;
	state.breakpoints = [];
	if (!(yield* restoreBefore(state, ns))) for (const run of state.runs) yield* evaluateRun(state, run);
	yield* advanceState(state, ns);
	state.replaying = false;
	state.breakpoints = breakpoints;
	for (const breakpoint of breakpoints) armBreakpoint(state, breakpoint);
}

function* restart(state: SessionState): Steps {
	state.commands = [];
	state.checkpoints = [];
	yield* rewind(state, 0);
}

/** The methods over `state`. Each throws an InvariantError while another one is under way. */
export const sessionInSteps = (state: SessionState): SessionInSteps => ({
	advance: (toNs, workPages) => alone(state, advanceState(state, toNs, workPages)),
	step(kind, letter, workPages) {
		const run = state.runs.find((candidate) =>
			letter ? candidate.letter === letter : candidate.ended === null,
		);
		return alone(state, advanceTowards(state, {kind, letter: run?.letter ?? 'A'}, workPages));
	},
	runUntil: (condition, workPages) =>
		alone(state, advanceTowards(state, {kind: 'condition', condition}, workPages)),
	setKnob: (name, value) => alone(state, setKnob(state, name, value)),
	perform: (entry) => alone(state, performNow(state, entry)),
	forkHere: (kernels, from = state.runs[0].letter) => alone(state, fork(state, kernels, from)),
	rewindTo: (ns) => alone(state, rewind(state, ns)),
	restart: () => alone(state, restart(state)),
});
