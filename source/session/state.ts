// The whole state of a session as one object that the modules beside this one work on. What must come back on a
// rewind (runs, captions, marks, story) is kept apart from what stays (breakpoints, commands, options).

import {partOf, type Kernel, type Snapshot, type Steps} from '../core/index.js';
import {conditionAlarms} from '../scenario/conditions.js';
import {buildMachineInSteps} from '../scenario/build-machine.js';
import {withSeed} from '../scenario/load-scenario.js';
import type {Condition} from '../scenario/conditions.js';
import type {Scenario} from '../scenario/scenario.js';
import {CHART_IDS} from '../scenario/watch.js';
import type {KeptBreakpoint, Stop} from './timeline/breakpoint.js';
import type {Command} from './command.js';
import {limitsPerRun} from './host-limits.js';
import type {ViewerRequest} from './notes.js';
import {createDivergenceWatch, noteStep, type DivergenceWatch} from './observers/divergence.js';
import {createNarration, type Narration} from './observers/narration.js';
import {createRunState, type RunState} from './run/run-state.js';
import {SessionRun} from './run/simulated-run.js';
import type {SessionOptions} from './options.js';

/** What advance() works towards besides a time. */
export type Goal =
	| {readonly kind: 'page' | 'wakeup' | 'pass'; readonly letter: string}
	| {readonly kind: 'condition'; readonly condition: Condition};

/** A session at one moment, from which it can continue. */
export interface Checkpoint {
	/** Simulated time of all runs, ns. */
	readonly timeNs: number;
	/** SessionState.applied at that time. */
	readonly applied: number;
	/** In the order of letters. */
	readonly runs: ReadonlyArray<{
		readonly kernel: Kernel;
		readonly machine: Snapshot;
		readonly state: RunState;
	}>;
	/** A copy of SessionState.watch. */
	readonly watch: DivergenceWatch;
	/** A copy of SessionState.narration. */
	readonly narration: Narration;
}

/** The fields that the session's modules read and write; outside of them only SimulatedSession has it. */
export interface SessionState {
	/** With the seed that is used. */
	readonly scenario: Scenario;
	/** The options that the session was created with. */
	readonly options: SessionOptions;
	/** Of the runs of the start. */
	readonly kernels: readonly Kernel[];
	/** Each run ends when this holds on its machine; null: never. */
	readonly until: Condition | null;
	/** Timeline entries with a time, by time: indexes into scenario.timeline. */
	readonly timed: readonly number[];
	/** Those with a condition, in the order of the preset. */
	readonly conditional: readonly number[];
	/** Those that fire repeatedly. */
	readonly repeating: readonly number[];
	/** In the order of letters; replaced by a rewind. */
	runs: SessionRun[];
	/** The common simulated time, ns. */
	nowNs: number;
	/** Captions, marks, story; replaced by a rewind. */
	narration: Narration;
	/** Which runs have diverged; replaced by a rewind. */
	watch: DivergenceWatch;
	/** By time; the first `applied` of them have been applied. */
	commands: Command[];
	/** How many of `commands`. */
	applied: number;
	/** Kept over a rewind. */
	breakpoints: KeptBreakpoint[];
	/** The id of the next one, from 1. */
	nextBreakpoint: number;
	/** What step or runUntil works towards; null: nothing. */
	goal: Goal | null;
	/** Times at which every run is evaluated, ascending. */
	alarms: number[];
	/** By time; empty unless options.checkpoints allows some. */
	checkpoints: Checkpoint[];
	/** Pages that all runs had visited when the last checkpoint was taken. */
	workSinceCheckpoint: number;
	/** Why the present advance() is to stop; null: it is not. */
	stop: Stop | null;
	/** What entries asked of the view during the present advance(); null: nothing. */
	viewerRequest: ViewerRequest | null;
	/** A rewind is replaying: nothing stops it, no callback is called. */
	replaying: boolean;
	/** What takes time, in a few words; meaningful only while isBusy. */
	doing: string;
	/** Steps are under way: nothing else may change the session. */
	isBusy: boolean;
}

/** 'A' for run 0, 'B' for run 1. */
export const letterOf = (index: number): string => String.fromCodePoint(0x41 + index);

/** Figures whose course is kept for charts: those that the preset watches or wants drawn. */
const watchedFigures = ({watch, chart}: Scenario): string[] => [
	...new Set([
		...watch,
		...(chart === null || (CHART_IDS as readonly string[]).includes(chart) ? [] : [chart]),
	]),
];

/** Everything at time 0, nothing evaluated yet. */
export function* createRuns({
	scenario,
	options,
	kernels,
}: Pick<SessionState, 'scenario' | 'options' | 'kernels'>): Steps<SessionRun[]> {
	const {sets = [], wakeupLog = false, forComparison = false} = options;
	const hostLimits = limitsPerRun(options.hostLimits, kernels.length);
	const watched = watchedFigures(scenario);
	const runs: SessionRun[] = [];
	for (const [index, kernel] of kernels.entries()) {
		const building = buildMachineInSteps(scenario, kernel, {sets, hostLimits});
		const machine = yield* partOf(building, index, kernels.length);
		const state = createRunState(letterOf(index), machine, {
			wholeWakeupLog: wakeupLog,
			keepsRateSeries: forComparison,
			watched,
		});
		runs.push(new SessionRun(kernel, machine, state));
	}
	return runs;
}

/** The runs of the start, compared with the first of them. */
export const watchRuns = (runs: readonly SessionRun[]): DivergenceWatch =>
	createDivergenceWatch(runs.map(({letter}) => letter));

/** Compares the run with the first one as they are after `step`. */
export const noteRunStep = ({watch, runs}: SessionState, run: SessionRun, step: string): void =>
	noteStep(
		watch,
		(letter) => (runs.find((one) => one.letter === letter) as SessionRun).machine,
		run.letter,
		step,
	);

/** Recomputes the alarms: times of the timeline and of expectations, and times that conditions compare with. */
export function setAlarms(state: SessionState): void {
	const {scenario, until, goal, breakpoints} = state;
	const times = new Set<number>();
	const add = (condition: Condition | null | undefined): void => {
		if (condition) for (const ns of conditionAlarms(condition)) times.add(ns);
	};
	for (const entry of scenario.timeline) {
		if (entry.at !== undefined) times.add(entry.at);
		add(entry.when);
	}
	for (const expectation of scenario.expect) {
		if (expectation.at !== undefined) times.add(expectation.at);
		add(expectation.when);
	}
	add(until);
	add(state.options.stopOnceAt);
	for (const {kind} of breakpoints) if (kind.on === 'condition') add(kind.condition);
	if (goal?.kind === 'condition') add(goal.condition);
	if (state.options.limitNs !== undefined) times.add(state.options.limitNs);
	state.alarms = [...times].filter((ns) => Number.isFinite(ns)).sort((one, other) => one - other);
}

/** The next time after `ns` at which a run must stop to be evaluated or sampled. */
export function nextAlarm(state: SessionState, ns: number): number {
	const {alarms} = state;
	let low = 0;
	let high = alarms.length;
	while (low < high) {
		const middle = (low + high) >>> 1;
		if (alarms[middle] > ns) high = middle;
		else low = middle + 1;
	}
	const alarm = low < alarms.length ? alarms[low] : Infinity;
	const {every} = state.options;
	let next = typeof every === 'number' ? Math.min(alarm, (Math.floor(ns / every) + 1) * every) : alarm;
	for (const index of state.repeating) {
		const {at = 0, repeat} = state.scenario.timeline[index];
		const everyNs = repeat?.everyNs ?? Infinity;
		next = Math.min(next, ns < at ? at : at + (Math.floor((ns - at) / everyNs) + 1) * everyNs);
	}
	return next;
}

/** Whether `ns` is such a time. */
export function isAlarm(state: SessionState, ns: number): boolean {
	return nextAlarm(state, ns - 1) === ns;
}

/** Builds the machines; throws what buildMachineInSteps throws. */
export function* createState(preset: Scenario, options: SessionOptions): Steps<SessionState> {
	const scenario = options.seed === undefined ? preset : withSeed(preset, options.seed);
	const kernels = options.kernels ?? scenario.kernels;
	const entries = scenario.timeline.map((_, index) => index);
	const {timeline} = scenario;
	const runs = yield* createRuns({scenario, options, kernels});
	const state: SessionState = {
		scenario,
		options,
		kernels,
		until: options.until === undefined ? scenario.until : options.until,
		timed: entries
			.filter((index) => timeline[index].at !== undefined && !timeline[index].repeat)
			.sort((one, other) => (timeline[one].at ?? 0) - (timeline[other].at ?? 0) || one - other),
		conditional: entries.filter((index) => timeline[index].at === undefined && !timeline[index].repeat),
		repeating: entries.filter((index) => timeline[index].repeat !== undefined),
		runs,
		nowNs: 0,
		narration: createNarration(),
		watch: watchRuns(runs),
		commands: [...(options.commands ?? [])],
		applied: 0,
		breakpoints: [],
		nextBreakpoint: 1,
		goal: null,
		alarms: [],
		checkpoints: [],
		workSinceCheckpoint: 0,
		stop: null,
		viewerRequest: null,
		replaying: false,
		doing: '',
		isBusy: false,
	};
	setAlarms(state);
	return state;
}

/** Passes new events of a run to options.onEvents. Rings are bounded: what is pushed out between two calls is lost. */
export function drainEvents(state: SessionState, run: SessionRun): void {
	const seen = run.state.eventsSeen;
	const happened = run.eventsSince(seen);
	run.state.eventsSeen = run.lastEvent;
	if (!state.replaying) state.options.onEvents?.(run, happened, run.lastEvent - seen - happened.length);
}
