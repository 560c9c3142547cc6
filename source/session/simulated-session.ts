// The session of simulated machines. What it knows is the plain state of state.ts, and each method here hands that on to
// the function that does the work.

import {fingerprint, type Kernel} from '../core/index.js';
import {compileAction} from '../scenario/compile-action.js';
import type {Condition} from '../scenario/conditions.js';
import type {Scenario} from '../scenario/scenario.js';
import {applyCommand, applyEntry, applyKnob, kernelNamed, MAX_RUNS} from './apply-command.js';
import {describeBreakpoint, type Breakpoint, type BreakpointKind} from './breakpoint.js';
import {restoreBefore} from './checkpoints.js';
import {combineFingerprints} from './combined-fingerprint.js';
import type {Command} from './command.js';
import {commonRates} from './common-window.js';
import {armBreakpoint, evaluateRun} from './evaluate-run.js';
import {advanceState} from './lockstep.js';
import type {AdvanceResult, KnobWrite, Performed} from './notes.js';
import {divergencesOf} from './observers/divergence.js';
import type {SessionOptions} from './options.js';
import type {SimulatedRun} from './run.js';
import {sessionProgress} from './session-progress.js';
import type {Session, Subject} from './session.js';
import {createState, setAlarms, type Goal, type SessionState} from './state.js';
import {summary, summaryLine} from './summary.js';

function describeGoal(goal: Goal | null): string | null {
	if (goal === null) return null;
	return goal.kind === 'condition' ? goal.condition.text : `${goal.letter}: next ${goal.kind}`;
}

/** Logs a command: what would have come after it comes no more. */
function log(state: SessionState, command: Command): void {
	state.commands.splice(state.applied, Infinity, command);
	state.applied++;
}

function rewind(state: SessionState, ns: number): void {
	const breakpoints = state.breakpoints;
	state.goal = null;
	state.replaying = true;
	state.breakpoints = [];
	if (!restoreBefore(state, ns)) for (const run of state.runs) evaluateRun(state, run);
	advanceState(state, ns);
	state.replaying = false;
	state.breakpoints = breakpoints;
	for (const breakpoint of breakpoints) armBreakpoint(state, breakpoint);
}

function advanceTowards(state: SessionState, goal: Goal, workPages?: number): AdvanceResult {
	state.goal = goal;
	setAlarms(state);
	return advanceState(state, Infinity, workPages);
}

/** A session whose machines may be looked at. What its members mean is said in session.ts. */
export class SimulatedSession implements Session {
	readonly maxRuns = MAX_RUNS;
	readonly reference = null;
	readonly #state: SessionState;

	constructor(state: SessionState) {
		this.#state = state;
	}

	get scenario() {
		return this.#state.scenario;
	}
	get subject(): Subject {
		const {name, about, watch, chart, machine} = this.scenario;
		return {name, about, watch, chart, hz: machine.hz};
	}
	get simulation(): this {
		return this;
	}
	get runs(): readonly SimulatedRun[] {
		return this.#state.runs;
	}
	get nowNs() {
		return this.#state.nowNs;
	}
	get ended() {
		return this.#state.runs.every((run) => run.ended !== null);
	}
	get commands(): readonly Command[] {
		return this.#state.commands;
	}
	get appliedCommands() {
		return this.#state.applied;
	}
	get goal() {
		return describeGoal(this.#state.goal);
	}
	get checkpointTimes() {
		return this.#state.checkpoints.map((checkpoint) => checkpoint.timeNs);
	}
	get breakpoints(): readonly Breakpoint[] {
		return this.#state.breakpoints;
	}
	get captions() {
		return this.#state.narration.captions;
	}
	get marks() {
		return this.#state.narration.marks;
	}
	get effects() {
		return this.#state.narration.effects;
	}
	get requestedSpeed() {
		return this.#state.narration.speed;
	}
	get story() {
		return this.#state.narration.story;
	}

	whyNot(): null {
		return null;
	}

	remarks(): readonly string[] {
		return [];
	}

	advance(toNs: number, workPages?: number) {
		return advanceState(this.#state, toNs, workPages);
	}

	step(kind: 'page' | 'wakeup' | 'pass', letter?: string, workPages?: number) {
		const run = this.#state.runs.find((candidate) =>
			letter ? candidate.letter === letter : candidate.ended === null,
		);
		return advanceTowards(this.#state, {kind, letter: run?.letter ?? 'A'}, workPages);
	}

	runUntil(condition: Condition, workPages?: number) {
		return advanceTowards(this.#state, {kind: 'condition', condition}, workPages);
	}

	clearGoal() {
		this.#state.goal = null;
		setAlarms(this.#state);
	}

	setKnob(name: string, value: string): KnobWrite {
		const state = this.#state;
		log(state, {atNs: state.nowNs, set: {knob: name, value}});
		return applyKnob(state, name, value);
	}

	perform(entry: unknown): Performed {
		const state = this.#state;
		const compiled = compileAction(entry, state.scenario, state.applied);
		if ('problems' in compiled)
			return {problems: compiled.problems.map((problem) => problem.message), refusals: []};
		if (compiled.entry.at !== undefined || compiled.entry.when !== undefined)
			return {problems: ['a command is done at once: at and when have no meaning in it'], refusals: []};
		log(state, {atNs: state.nowNs, perform: entry});
		return {problems: [], refusals: applyEntry(state, compiled.entry)};
	}

	forkHere(kernels: readonly Kernel[], from: string = this.#state.runs[0].letter) {
		const state = this.#state;
		const known = kernels.filter((kernel) => kernelNamed(state, kernel.id) !== undefined);
		const command = {atNs: state.nowNs, fork: {from, kernels: known.map((kernel) => kernel.id)}};
		log(state, command);
		applyCommand(state, command);
	}

	rewindTo(ns: number) {
		rewind(this.#state, ns);
	}

	restart() {
		this.#state.commands = [];
		this.#state.checkpoints = [];
		rewind(this.#state, 0);
	}

	addBreakpoint(kind: BreakpointKind): Breakpoint {
		const state = this.#state;
		const breakpoint = {
			id: state.nextBreakpoint++,
			kind,
			text: describeBreakpoint(kind),
			enabled: true,
			hits: 0,
		};
		state.breakpoints.push(breakpoint);
		setAlarms(state);
		armBreakpoint(state, breakpoint);
		return breakpoint;
	}

	removeBreakpoint(id: number) {
		const state = this.#state;
		state.breakpoints = state.breakpoints.filter((breakpoint) => breakpoint.id !== id);
		setAlarms(state);
	}

	enableBreakpoint(id: number, enabled: boolean) {
		const breakpoint = this.#state.breakpoints.find((candidate) => candidate.id === id);
		if (breakpoint === undefined) return;
		breakpoint.enabled = enabled;
		if (enabled) armBreakpoint(this.#state, breakpoint);
	}

	summary() {
		return summary(this.#state);
	}

	summaryLine() {
		return summaryLine(this.#state);
	}

	commonRates() {
		return commonRates(this.#state);
	}

	divergences() {
		return divergencesOf(this.#state.watch);
	}

	progress() {
		return sessionProgress(this.#state);
	}

	fingerprint() {
		return combineFingerprints(
			this.#state.runs.map((run) => ({kernel: run.kernel.id, fingerprint: fingerprint(run.machine)})),
		);
	}
}

/** Sets a session up: machines built and filled, time 0, everything due at time 0 done. Throws what buildMachine throws. */
export function createSession(scenario: Scenario, options: SessionOptions = {}): SimulatedSession {
	const state = createState(scenario, options);
	for (const run of state.runs) evaluateRun(state, run);
	return new SimulatedSession(state);
}
