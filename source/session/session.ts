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
	/** The preset's name, or that of the recording or host. */
	readonly name: string;
	/** A sentence or two; only the first of them stands in the title line. */
	readonly about: string;
	/** Figures that come before all others, by the names that conditions know. */
	readonly watch: readonly string[];
	/** The chart that is shown first: its id, or a figure; null: the first that has something to draw. */
	readonly chart: string | null;
	/** Ticks per second of the kernels; null where they are unknown. */
	readonly hz: number | null;
	/**
	 * Whether ksmd's CPU time means something; default true. With a recording of exact mode beside it, where its
	 * work takes no time, false.
	 */
	readonly countsCpu?: boolean;
}

/** What a user may want to do with the session; ViewedSession.whyNot says whether it is possible. */
export type Ability =
	/** `step`: advance by one wakeup or full scan; `step_page`: by one page; `run_until`: until a condition holds. */
	| 'step'
	| 'step_page'
	| 'run_until'
	/** Change how fast time passes. */
	| 'speed'
	| 'pause'
	/** `rewind`: back in time; `restart`: from time 0, without commands. */
	| 'rewind'
	| 'restart'
	| 'breakpoints'
	| 'knobs'
	/** `fork`: other kernels from here; `kernels`: other kernels from the start; `presets`: another preset. */
	| 'fork'
	| 'kernels'
	| 'presets'
	/** Save it as a run file. */
	| 'save';

/** The methods of ViewedSession of the same names, in steps. */
export interface ViewedInSteps {
	/** See ViewedSession.advance. */
	advance(toNs: number, workPages?: number): Steps<AdvanceResult>;
	/** See ViewedSession.step. */
	step(kind: 'page' | 'wakeup' | 'pass', letter?: string, workPages?: number): Steps<AdvanceResult>;
	/** See ViewedSession.setKnob. */
	setKnob(name: string, value: string): Steps<KnobWrite>;
	/** See ViewedSession.rewindTo. */
	rewindTo(ns: number): Steps;
	/** See ViewedSession.restart. */
	restart(): Steps;
}

/** What lets time pass in a simulated session or changes it, in steps. */
export interface SessionInSteps extends ViewedInSteps {
	/** Advances until `condition` holds on any run; see step for `workPages`. */
	runUntil(condition: Condition, workPages?: number): Steps<AdvanceResult>;
	/** Does at once what a timeline entry of this shape (JSON, without `at` and `when`) says, in every run that has not ended. */
	perform(entry: unknown): Steps<Performed>;
	/**
	 * Adds for each kernel a run that continues from the present state of run `from` (default the first). Without
	 * room for them only a mark is left.
	 */
	forkHere(kernels: readonly Kernel[], from?: string): Steps;
}

/** What the view shows: runs that share a time, simulated or real. */
export interface ViewedSession {
	/** Its title and first choices. */
	readonly subject: Subject;
	/** In the order of letters. */
	readonly runs: readonly Run[];
	/** The common time, ns; of ended runs see run.nowNs. */
	readonly nowNs: number;
	/** All runs ended. */
	readonly ended: boolean;
	/** The run that is a real kernel or a recording of one, with which the others are compared; null: there is none. */
	readonly reference: Run | null;

	/** Why `ability` is not possible in this session, in a few words; null: it is. */
	whyNot(ability: Ability): string | null;
	/** The session itself if all its runs are simulated; null: a real kernel is among them. */
	readonly simulation: Session | null;

	/**
	 * Lets time pass until `toNs` (simulated ns), a stop, or until about `workPages` pages were visited (all runs together,
	 * default no limit). Call it in a loop; how it is split into calls never changes the outcome.
	 */
	advance(toNs: number, workPages?: number): AdvanceResult;
	/**
	 * Advances until the run (default the first that has not ended) has visited one more page, or ended one more
	 * wakeup or full scan. If work runs out first (reason `work`), further advance() calls continue towards the same
	 * goal.
	 */
	step(kind: 'page' | 'wakeup' | 'pass', letter?: string, workPages?: number): AdvanceResult;
	/** Drops a goal that step or runUntil left. */
	clearGoal(): void;
	/** Goes back (or forward) to a simulated time, ns. */
	rewindTo(ns: number): void;
	/** Begins again at time 0, without commands. */
	restart(): void;
	/**
	 * Writes a knob in every run that has not ended. Runs that do not have the knob are skipped. The error of the
	 * first that refuses; the write is logged all the same.
	 */
	setKnob(name: string, value: string): KnobWrite;

	/** The preset's captions so far, newest last, at most 64. */
	readonly captions: readonly Caption[];
	/** Newest last, at most 512. */
	readonly marks: readonly Mark[];
	/** What the timeline's actions did, newest last, at most 64. */
	readonly effects: readonly Effect[];
	/** Simulated seconds per second that the timeline asked for last, Infinity for max; null while it has not asked. */
	readonly requestedSpeed: number | null;
	/** Sentences about the session that stand before those made from figures, the most important first; names between backticks. */
	remarks(): readonly string[];
	/** One for each run that differs from the first (with a reference: from that), in the order of letters. */
	divergences(): readonly Divergence[];
}

/** Machines that run one scenario in lockstep. */
export interface Session extends ViewedSession {
	/** With the seed that is used. */
	readonly scenario: Scenario;
	/** Commands, oldest first; after rewindTo also those that lie ahead and are applied again unless a new command drops them. */
	readonly commands: readonly Command[];
	/** Those of them that have been applied. */
	readonly appliedCommands: number;

	/** The methods that let time pass or change something, in steps of a few milliseconds of the computer that simulates. */
	readonly inSteps: SessionInSteps;
	/** Steps are under way: the session may only be read before they have ended. */
	readonly isBusy: boolean;
	/** What takes time, in a few words; meaningful only while isBusy. */
	readonly doing: string;

	/** Most runs that a session may have. */
	readonly maxRuns: number;

	/**
	 * Restores the latest checkpoint not after `ns` and replays. Later commands stay and are applied again, unless a
	 * new command drops them.
	 */
	rewindTo(ns: number): void;

	/** In the order in which they were added. */
	readonly breakpoints: readonly Breakpoint[];
	/** It fires when its reason appears from now on, not for what holds already. */
	addBreakpoint(kind: BreakpointKind): Breakpoint;
	/** Does nothing if there is none with this id. */
	removeBreakpoint(id: number): void;
	/** Switches one off, or on again; what happened meanwhile does not count. */
	enableBreakpoint(id: number, enabled: boolean): void;

	/** Notable events, newest last, at most 256. */
	readonly story: readonly StoryEvent[];
	/** The results so far, in sentences made from figures: lines of at most 78 columns. */
	summary(): readonly string[];
	/** The most important of it in one line of at most 78 columns. */
	summaryLine(): string;
	/** The rates of all runs over one window: see outcome/common-window.ts. Needs the option forComparison. */
	commonRates(): CommonRates;
	/** Progress towards `until` or the limit, 0..1, the mean of all runs; an estimate, 0 where nothing is known. */
	progress(): number;
	/** 16 hex digits over the states of all runs; of a single run its machine's own. Costs a walk over all pages. */
	fingerprint(): string;
}
