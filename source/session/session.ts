// A session as callers see it. What the view draws are columns that share a time: simulated machines, a recording of a
// real kernel beside them, or the ksmd of this machine; what one of these cannot do it names. A simulated session is one
// or more machines that run the same scenario in lockstep, driven by commands with a simulated time. It has no clock and
// no timer of its own: the caller of advance() decides how fast time passes. After every call all runs that have not
// ended stand at exactly the same simulated time.

import type {Kernel, Steps} from '../core/index.js';
import type {Condition} from '../scenario/conditions.js';
import type {Scenario} from '../scenario/scenario.js';
import type {Breakpoint, BreakpointKind} from './timeline/breakpoint.js';
import type {Command} from './command.js';
import type {CommonRates} from './outcome/common-window.js';
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
import type {Run} from './run/run.js';

export type * from './notes.js';
export type {SessionOptions} from './options.js';

/** What is shown, for title lines and first columns. */
export interface Subject {
	readonly name: string;
	/** A sentence or two; only the first of them stands in the title line. */
	readonly about: string;
	/** Figures that come before all others, by the names that conditions know. */
	readonly watch: readonly string[];
	/** The chart that is shown first: its id, or a figure; null: the first there is. */
	readonly chart: string | null;
	/** Ticks per second of the kernels; null where they are unknown. */
	readonly hz: number | null;
	/** Whether ksmd's CPU time means something; default true. In exact mode its work takes the model no time. */
	readonly countsCpu?: boolean;
}

/** What a viewer may want to do with what is shown. */
export type Ability =
	/** One wakeup or full scan on; one page on; on until a condition holds. */
	| 'step'
	| 'step_page'
	| 'run_until'
	/** Another pace than that at which it comes. */
	| 'speed'
	| 'pause'
	/** Back in time; from the start again. */
	| 'rewind'
	| 'restart'
	| 'breakpoints'
	| 'knobs'
	/** Other kernels from here, other kernels from the start, another preset. */
	| 'fork'
	| 'kernels'
	| 'presets'
	/** Keep it as a run file. */
	| 'save';

/** The methods of ViewedSession of the same names. */
export interface ViewedInSteps {
	advance(toNs: number, workPages?: number): Steps<AdvanceResult>;
	step(kind: 'page' | 'wakeup' | 'pass', letter?: string, workPages?: number): Steps<AdvanceResult>;
	setKnob(name: string, value: string): Steps<KnobWrite>;
	rewindTo(ns: number): Steps;
	restart(): Steps;
}

/** The methods of Session of the same names. */
export interface SessionInSteps extends ViewedInSteps {
	runUntil(condition: Condition, workPages?: number): Steps<AdvanceResult>;
	perform(entry: unknown): Steps<Performed>;
	forkHere(kernels: readonly Kernel[], from?: string): Steps;
}

export interface ViewedSession {
	readonly subject: Subject;
	/** In the order of letters. */
	readonly runs: readonly Run[];
	/** The common time, ns; of ended runs see run.nowNs. */
	readonly nowNs: number;
	/** All runs ended. */
	readonly ended: boolean;
	/** The run that reality or a recording of it is, against which the others are held; null: there is none. */
	readonly reference: Run | null;

	/** Why it cannot be done with what is shown here, in a few words; null: it can. */
	whyNot(ability: Ability): string | null;
	/** The simulation that is shown, with all that can be done to it; null: something else is shown. */
	readonly simulation: Session | null;

	/**
	 * Lets time pass until `toNs`, a stop, or until about `workPages` pages were visited (all runs together). Call it in a
	 * loop; how it is split into calls never changes the outcome.
	 */
	advance(toNs: number, workPages?: number): AdvanceResult;
	/** Goes on until the run (default the first that has not ended) visited one more page, or ended one more wakeup or full scan. If work runs out first (reason `work`), further advance() calls go on towards the same goal. */
	step(kind: 'page' | 'wakeup' | 'pass', letter?: string, workPages?: number): AdvanceResult;
	/** Drops a goal that step or runUntil left. */
	clearGoal(): void;
	/** Back (or forth) to a time. */
	rewindTo(ns: number): void;
	/** From time 0 on, without commands. */
	restart(): void;
	/** Writes a knob in every run that has not ended. Runs that do not have the knob are skipped. The error of the first that refuses; the write is logged all the same. */
	setKnob(name: string, value: string): KnobWrite;

	/** The preset's captions that were met, newest last, bounded. */
	readonly captions: readonly Caption[];
	readonly marks: readonly Mark[];
	/** What the timeline's actions did, newest last, bounded. */
	readonly effects: readonly Effect[];
	/** Simulated seconds per second that the timeline asked for last, Infinity for max; null while it has not asked. */
	readonly requestedSpeed: number | null;
	/** Sentences that come before those made from figures, the most important first; names between backticks. */
	remarks(): readonly string[];
	/** For each run after the first (with a reference: for each but that) that differs from it. */
	divergences(): readonly Divergence[];
}

/** Machines that run one scenario in lockstep. */
export interface Session extends ViewedSession {
	readonly scenario: Scenario;
	/** Commands so far, oldest first; after rewindTo also those that will come again unless a new one cuts them off. */
	readonly commands: readonly Command[];
	/** Those of them that have been applied. */
	readonly appliedCommands: number;

	/** The methods that let time pass or change something, in steps of a few milliseconds. */
	readonly inSteps: SessionInSteps;
	/** Steps are under way: nothing but looking at it is allowed before they have ended. */
	readonly isBusy: boolean;
	/** What takes time just now, in a few words; of use only then. */
	readonly doing: string;

	/** Goes on until a condition of any run becomes true; see step. */
	runUntil(condition: Condition, workPages?: number): AdvanceResult;
	readonly goal: string | null;

	/** Does what a timeline entry of this shape would (JSON), in every run that has not ended. */
	perform(entry: unknown): Performed;
	/** Adds a run for each kernel that goes on from where run `from` stands. */
	forkHere(kernels: readonly Kernel[], from?: string): void;
	/** Most runs that a session may have. */
	readonly maxRuns: number;

	/** Restores the checkpoint before it and replays. Commands after it stay and come again, until a new one cuts them off. */
	rewindTo(ns: number): void;
	/** Times of the checkpoints, ascending; 0 is always possible. */
	readonly checkpointTimes: readonly number[];

	readonly breakpoints: readonly Breakpoint[];
	addBreakpoint(kind: BreakpointKind): Breakpoint;
	removeBreakpoint(id: number): void;
	/** Switches one off, or on again: what came meanwhile does not count. */
	enableBreakpoint(id: number, enabled: boolean): void;

	/** Newest last, bounded. */
	readonly story: readonly StoryEvent[];
	/** What came out so far, in plain words made from numbers: lines of at most 78 columns. */
	summary(): readonly string[];
	/** The most important of it in one line of at most 78 columns. */
	summaryLine(): string;
	/** The rates of all runs over one window: see outcome/common-window.ts. Needs the option forComparison. */
	commonRates(): CommonRates;
	/** How far it has come towards its `until` or its limit, 0..1; an estimate, 0 where nothing is known. */
	progress(): number;
	/** 16 hex digits over all runs. */
	fingerprint(): string;
}
