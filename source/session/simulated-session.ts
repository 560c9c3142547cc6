// The session of simulated machines. Its state is the plain data of state.ts; each method here calls the function that
// does the work.

import {complete, fingerprint, type Steps} from '../core/index.js';
import type {Scenario} from '../scenario/scenario.js';
import {MAX_RUNS} from './apply-command.js';
import {describeBreakpoint, type Breakpoint, type BreakpointKind} from './timeline/breakpoint.js';
import {combineFingerprints} from './outcome/combined-fingerprint.js';
import type {Command} from './command.js';
import {commonRates} from './outcome/common-window.js';
import {armBreakpoint, evaluateRun} from './timeline/evaluate-run.js';
import type {AdvanceResult, KnobWrite} from './notes.js';
import {divergencesOf} from './observers/divergence.js';
import type {SessionOptions} from './options.js';
import type {SimulatedRun} from './run/run.js';
import {sessionProgress} from './session-progress.js';
import {sessionInSteps} from './session-in-steps.js';
import type {Session, SessionInSteps, Subject} from './session.js';
import {createState, setAlarms, type SessionState} from './state.js';
import {summary, summaryLine} from './outcome/summary.js';

/** A session whose machines may be read. Its members are documented in session.ts. */
export class SimulatedSession implements Session {
	readonly maxRuns = MAX_RUNS;
	readonly reference = null;
	readonly inSteps: SessionInSteps;
	readonly #state: SessionState;

	constructor(state: SessionState) {
		this.#state = state;
		this.inSteps = sessionInSteps(state);
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

	get isBusy() {
		return this.#state.isBusy;
	}
	get doing() {
		return this.#state.doing;
	}

	advance(toNs: number, workPages?: number): AdvanceResult {
		return complete(this.inSteps.advance(toNs, workPages));
	}

	step(kind: 'page' | 'wakeup' | 'pass', letter?: string, workPages?: number): AdvanceResult {
		return complete(this.inSteps.step(kind, letter, workPages));
	}

	clearGoal() {
		this.#state.goal = null;
		setAlarms(this.#state);
	}

	setKnob(name: string, value: string): KnobWrite {
		return complete(this.inSteps.setKnob(name, value));
	}

	rewindTo(ns: number) {
		complete(this.inSteps.rewindTo(ns));
	}

	restart() {
		complete(this.inSteps.restart());
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
export function* createSessionInSteps(
	scenario: Scenario,
	options: SessionOptions = {},
): Steps<SimulatedSession> {
	const state = yield* createState(scenario, options);
	for (const run of state.runs) yield* evaluateRun(state, run);
	return new SimulatedSession(state);
}

/** createSessionInSteps in one go. */
export const createSession = (scenario: Scenario, options?: SessionOptions): SimulatedSession =>
	complete(createSessionInSteps(scenario, options));
