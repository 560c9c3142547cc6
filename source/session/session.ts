// A session as callers see it: one or more machines that run the same scenario in lockstep, driven by commands with a
// simulated time. It has no clock and no timer of its own: whoever calls advance() decides how fast time passes. After
// every call all runs that have not ended stand at exactly the same simulated time.

import type {Kernel} from '../core/index.js';
import type {Condition} from '../scenario/conditions.js';
import type {Scenario} from '../scenario/scenario.js';
import type {Breakpoint, BreakpointKind} from './breakpoint.js';
import type {Command} from './command.js';
import type {CommonRates} from './common-window.js';
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
import type {Run} from './run.js';

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
	summary(): readonly string[];
	/** The most telling of it in one line of at most 78 columns. */
	summaryLine(): string;
	/** The rates of all runs over one window: see common-window.ts. Needs the option forComparison. */
	commonRates(): CommonRates;
	/** For each run after the first that differs from the first. */
	divergences(): readonly Divergence[];
	/** How far it has come towards its `until` or its limit, 0..1; an estimate, 0 where nothing is known. */
	progress(): number;
	/** 16 hex digits over all runs. */
	fingerprint(): string;
}
