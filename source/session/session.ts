// A session: one or more machines that run the same scenario in lockstep, driven by commands with a simulated time.
// It has no clock and no timer of its own: whoever calls advance() decides how fast time passes. After every call all
// runs that have not ended stand at exactly the same simulated time.

import {fingerprint, type Kernel} from '../core/index.js';
import {compileAction} from '../scenario/compile-action.js';
import type {Condition} from '../scenario/conditions.js';
import type {Scenario} from '../scenario/scenario.js';
import {applyCommand, applyEntry, applyKnob, kernelNamed, MAX_RUNS} from './apply-command.js';
import {describeBreakpoint, type Breakpoint, type BreakpointKind} from './breakpoint.js';
import {restoreBefore} from './checkpoints.js';
import type {Command} from './command.js';
import {combineFingerprints} from './combined-fingerprint.js';
import {armBreakpoint, evaluateRun} from './evaluate-run.js';
import {advanceState} from './lockstep.js';
import type {SessionOptions} from './options.js';
import type {
	AdvanceResult,
	Caption,
	Divergence,
	Effect,
	KnobWrite,
	Mark,
	Performed,
	StoryEvent,
} from './notes.js';
import {divergencesOf} from './observers/divergence.js';
import type {Run, SimulatedRun} from './run.js';
import {commonRates, type CommonRates} from './common-window.js';
import {sessionProgress} from './session-progress.js';
import {createState, setAlarms, type Goal, type SessionState} from './state.js';
import {verdict, verdictLine} from './verdict.js';

export type * from './notes.js';
export type {SessionOptions} from './options.js';

export interface Session {
	readonly scenario: Scenario;
	/** In the order of letters. */
	readonly runs: readonly Run[];
	/** The common simulated time; of ended runs see run.nowNs. */
	readonly nowNs: number;
	/** All runs ended. */
	readonly ended: boolean;
	/** Commands so far, oldest first; after rewindTo also those that will come again unless a new one cuts them off. */
	readonly commands: readonly Command[];
	/** Those of them that have been applied. */
	readonly appliedCommands: number;

	/**
	 * Lets simulated time pass until `toNs`, a stop, or until about `workPages` pages were visited (all runs together).
	 * Call it in a loop; how it is split into calls never changes the outcome.
	 */
	advance(toNs: number, workPages?: number): AdvanceResult;
	/** Goes on until the run (default the first that has not ended) visited one more page, or ended one more wakeup or full scan. If work runs out first (reason `work`), further advance() calls go on towards the same goal. */
	step(kind: 'page' | 'wakeup' | 'pass', letter?: string, workPages?: number): AdvanceResult;
	/** The same for a condition of any run: stops when it becomes true. */
	runUntil(condition: Condition, workPages?: number): AdvanceResult;
	/** Drops a goal that step or runUntil left. */
	clearGoal(): void;
	readonly goal: string | null;

	/** Writes a knob in every run that has not ended. Runs that do not have the knob are skipped. The error of the first that refuses; the write is logged all the same. */
	setKnob(name: string, value: string): KnobWrite;
	/** Does what a timeline entry of this shape would (JSON), in every run that has not ended. */
	perform(entry: unknown): Performed;
	/** Adds a run for each kernel that goes on from where run `from` stands. */
	forkHere(kernels: readonly Kernel[], from?: string): void;
	/** Most runs that a session may have. */
	readonly maxRuns: number;

	/** Back (or forth) to a time: restores the checkpoint before it and replays. Commands after it stay and come again, until a new one cuts them off. */
	rewindTo(ns: number): void;
	/** Times of the checkpoints, ascending; 0 is always possible. */
	readonly checkpointTimes: readonly number[];
	/** From time 0 on, without commands. */
	restart(): void;

	readonly breakpoints: readonly Breakpoint[];
	addBreakpoint(kind: BreakpointKind): Breakpoint;
	removeBreakpoint(id: number): void;
	/** Switches one off, or on again: what came meanwhile does not count. */
	enableBreakpoint(id: number, enabled: boolean): void;

	/** The preset's captions that were met, newest last, bounded. */
	readonly captions: readonly Caption[];
	readonly marks: readonly Mark[];
	/** What the timeline's actions did, newest last, bounded. */
	readonly effects: readonly Effect[];
	/** Simulated seconds per second that the timeline asked for last, Infinity for max; null while it has not asked. */
	readonly requestedSpeed: number | null;
	/** Newest last, bounded. */
	readonly story: readonly StoryEvent[];
	/** What came out so far, in plain words made from numbers: lines of at most 78 columns. */
	verdict(): readonly string[];
	/** The most telling of it in one line of at most 78 columns. */
	verdictLine(): string;
	/** The rates of all runs over one window: see common-window.ts. Needs the option forComparison. */
	commonRates(): CommonRates;
	/** For each run after the first that differs from the first. */
	divergences(): readonly Divergence[];
	/** How far it has come towards its `until` or its limit, 0..1; an estimate, 0 where nothing is known. */
	progress(): number;
	/** 16 hex digits over all runs. */
	fingerprint(): string;
}

/** A session whose machines may be looked at. */
export interface SimulatedSession extends Session {
	readonly runs: readonly SimulatedRun[];
}

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

/** Sets a session up: machines built and filled, time 0, everything due at time 0 done. Throws what buildMachine throws. */
export function createSession(scenario: Scenario, options: SessionOptions = {}): SimulatedSession {
	const state = createState(scenario, options);
	for (const run of state.runs) evaluateRun(state, run);
	const towards = (goal: Goal, workPages?: number): AdvanceResult => {
		state.goal = goal;
		setAlarms(state);
		return advanceState(state, Infinity, workPages);
	};
	return {
		scenario: state.scenario,
		maxRuns: MAX_RUNS,
		get runs() {
			return state.runs;
		},
		get nowNs() {
			return state.nowNs;
		},
		get ended() {
			return state.runs.every((run) => run.ended !== null);
		},
		get commands() {
			return state.commands;
		},
		get appliedCommands() {
			return state.applied;
		},
		get goal() {
			return describeGoal(state.goal);
		},
		get checkpointTimes() {
			return state.checkpoints.map((checkpoint) => checkpoint.timeNs);
		},
		get breakpoints() {
			return state.breakpoints;
		},
		get captions() {
			return state.narration.captions;
		},
		get marks() {
			return state.narration.marks;
		},
		get effects() {
			return state.narration.effects;
		},
		get requestedSpeed() {
			return state.narration.speed;
		},
		get story() {
			return state.narration.story;
		},
		advance: (toNs, workPages) => advanceState(state, toNs, workPages),
		step(kind, letter, workPages) {
			const run = state.runs.find((candidate) =>
				letter ? candidate.letter === letter : candidate.ended === null,
			);
			return towards({kind, letter: run?.letter ?? 'A'}, workPages);
		},
		runUntil: (condition, workPages) => towards({kind: 'condition', condition}, workPages),
		clearGoal() {
			state.goal = null;
			setAlarms(state);
		},
		setKnob(name, value) {
			log(state, {atNs: state.nowNs, set: {knob: name, value}});
			return applyKnob(state, name, value);
		},
		perform(entry) {
			const compiled = compileAction(entry, state.scenario, state.applied);
			if ('problems' in compiled)
				return {problems: compiled.problems.map((problem) => problem.message), refusals: []};
			if (compiled.entry.at !== undefined || compiled.entry.when !== undefined)
				return {problems: ['a command is done at once: at and when have no meaning in it'], refusals: []};
			log(state, {atNs: state.nowNs, perform: entry});
			return {problems: [], refusals: applyEntry(state, compiled.entry)};
		},
		forkHere(kernels, from) {
			const known = kernels.filter((kernel) => kernelNamed(state, kernel.id) !== undefined);
			const parent = from ?? state.runs[0].letter;
			const command = {atNs: state.nowNs, fork: {from: parent, kernels: known.map((kernel) => kernel.id)}};
			log(state, command);
			applyCommand(state, command);
		},
		rewindTo: (ns) => rewind(state, ns),
		restart() {
			state.commands = [];
			state.checkpoints = [];
			rewind(state, 0);
		},
		addBreakpoint(kind) {
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
		},
		removeBreakpoint(id) {
			state.breakpoints = state.breakpoints.filter((breakpoint) => breakpoint.id !== id);
			setAlarms(state);
		},
		enableBreakpoint(id, enabled) {
			const breakpoint = state.breakpoints.find((candidate) => candidate.id === id);
			if (breakpoint === undefined) return;
			breakpoint.enabled = enabled;
			if (enabled) armBreakpoint(state, breakpoint);
		},
		commonRates: () => commonRates(state),
		progress: () => sessionProgress(state),
		verdict: () => verdict(state),
		verdictLine: () => verdictLine(state),
		divergences: () => divergencesOf(state.watch),
		fingerprint: () =>
			combineFingerprints(
				state.runs.map((run) => ({kernel: run.kernel.id, fingerprint: fingerprint(run.machine)})),
			),
	};
}
