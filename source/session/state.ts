// The whole state of a session as one object that the modules beside this one work on. What must come back on a
// rewind (runs, captions, marks, story) is kept apart from what stays (breakpoints, commands, options).

import {eventsSince, type Kernel, type Snapshot} from '../core/index.js';
import {conditionAlarms} from '../scenario/conditions.js';
import {buildMachine} from '../scenario/build-machine.js';
import {withSeed} from '../scenario/load-scenario.js';
import type {Condition} from '../scenario/conditions.js';
import type {Scenario} from '../scenario/scenario.js';
import {CHART_IDS} from '../scenario/watch.js';
import type {Breakpoint, Stop} from './breakpoint.js';
import type {Command} from './command.js';
import {DivergenceWatch} from './divergence.js';
import {limitsPerRun} from './host-limits.js';
import {runEvent} from './run-events.js';
import {RunState} from './run-state.js';
import type {Caption, Effect, Mark, StoryEvent, ViewerRequest} from './notes.js';
import type {SessionOptions} from './options.js';

/** What advance() works towards besides a time. */
export type Goal =
	| {readonly kind: 'page' | 'wakeup' | 'pass'; readonly letter: string}
	| {readonly kind: 'condition'; readonly condition: Condition};

/** The part that a checkpoint holds. */
export interface Narration {
	captions: Caption[];
	marks: Mark[];
	story: StoryEvent[];
	/** Timeline entries whose wishes to the viewer were granted, and whose marks were set: once, for the first machine. */
	shown: Set<number>;
	/** Things that the story tells once, as "letter:what". */
	toldOnce: Set<string>;
	/** What the timeline's actions did, newest last. */
	effects: Effect[];
	/** The speed that the timeline asked for last; null: none so far. */
	speed: number | null;
	/** Letters of the runs that have met SessionOptions.stopOnceAt. */
	atEnd: Set<string>;
	/** The session has stopped there. */
	endShown: boolean;
}

/** A session at one moment, from which it can go on. */
export interface Checkpoint {
	readonly timeNs: number;
	readonly applied: number;
	readonly runs: ReadonlyArray<{readonly run: RunState; readonly machine: Snapshot}>;
	readonly watch: DivergenceWatch;
	readonly told: Narration;
}

export interface SessionState {
	readonly scenario: Scenario;
	readonly options: SessionOptions;
	readonly kernels: readonly Kernel[];
	readonly until: Condition | null;
	/** Timeline entries with a time, by time; and those with a condition: indexes into scenario.timeline. */
	readonly timed: readonly number[];
	readonly conditional: readonly number[];
	/** Those that fire again and again. */
	readonly repeating: readonly number[];
	runs: RunState[];
	nowNs: number;
	narration: Narration;
	watch: DivergenceWatch;
	commands: Command[];
	applied: number;
	breakpoints: Breakpoint[];
	nextBreakpoint: number;
	goal: Goal | null;
	/** Times at which every run stops to be judged, ascending. */
	alarms: number[];
	checkpoints: Checkpoint[];
	/** Pages visited since the last checkpoint. */
	workSinceCheckpoint: number;
	/** Set on the way through one advance(). */
	stop: Stop | null;
	viewerRequest: ViewerRequest | null;
	/** Replaying: nothing stops, nobody is called. */
	replaying: boolean;
}

export const letterOf = (index: number): string => String.fromCodePoint(0x41 + index);

/** Figures whose course is kept for charts: those that the preset watches or wants drawn. */
const watchedFigures = ({watch, chart}: Scenario): string[] => [
	...new Set([
		...watch,
		...(chart === null || (CHART_IDS as readonly string[]).includes(chart) ? [] : [chart]),
	]),
];

/** Everything at time 0, nothing judged yet. */
export function freshRuns(state: Pick<SessionState, 'scenario' | 'options' | 'kernels'>): RunState[] {
	const {sets = [], wakeupLog, forComparison} = state.options;
	const hostLimits = limitsPerRun(state.options.hostLimits, state.kernels.length);
	return state.kernels.map(
		(kernel, index) =>
			new RunState({
				letter: letterOf(index),
				kernel,
				machine: buildMachine(state.scenario, kernel, {sets, hostLimits}),
				wholeWakeupLog: wakeupLog ?? false,
				watched: watchedFigures(state.scenario),
				keepsRateSeries: forComparison ?? false,
				forkedFrom: null,
			}),
	);
}

export const freshNarration = (): Narration => ({
	captions: [],
	marks: [],
	story: [],
	shown: new Set(),
	toldOnce: new Set(),
	effects: [],
	speed: null,
	atEnd: new Set(),
	endShown: false,
});

export const copyNarration = (told: Narration): Narration => ({
	captions: told.captions.slice(),
	marks: told.marks.slice(),
	story: told.story.slice(),
	shown: new Set(told.shown),
	toldOnce: new Set(told.toldOnce),
	effects: told.effects.slice(),
	speed: told.speed,
	atEnd: new Set(told.atEnd),
	endShown: told.endShown,
});

export function freshWatch(runs: readonly RunState[]): DivergenceWatch {
	const watch = new DivergenceWatch();
	for (const run of runs) if (run.forkedFrom === null) watch.watch(run.letter, run.machine);
	return watch;
}

/** Recomputes the alarms: times of the timeline, and times that conditions speak of. */
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

/** The next time after `ns` at which a run must stop to be judged or sampled. */
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

export function createState(preset: Scenario, options: SessionOptions): SessionState {
	const scenario = options.seed === undefined ? preset : withSeed(preset, options.seed);
	const kernels = options.kernels ?? scenario.kernels;
	const entries = scenario.timeline.map((_, index) => index);
	const {timeline} = scenario;
	const runs = freshRuns({scenario, options, kernels});
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
		narration: freshNarration(),
		watch: freshWatch(runs),
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
	};
	setAlarms(state);
	return state;
}

/** Hands new events of a run to whoever asked for them. Rings are bounded, so call it often. */
export function drainEvents(state: SessionState, run: RunState): void {
	const {events} = run.machine;
	const happened = eventsSince(events, run.eventsSeen);
	const lost = events.seq - run.eventsSeen - happened.length;
	run.eventsSeen = events.seq;
	if (!state.replaying)
		state.options.onEvents?.(
			run,
			happened.map((event) => runEvent(run.machine, event)),
			lost,
		);
}
