// A scenario: a preset's text, checked and compiled. Everything that runs one (session/, report/, the view) works from
// this shape; the loader is the only one that makes it.

import type {Action, Errno, Kernel, MachineConfig, ProcessSpec} from '../core/index.js';
import type {Condition} from './conditions.js';

export type {Condition, ConditionProblem, Operator, Term} from './conditions.js';

/** Something wrong in a preset. Lines and columns count from 1. Texts hold no control characters. */
export interface Problem {
	readonly file: string;
	readonly line: number;
	readonly column: number;
	readonly message: string;
	readonly found?: string;
	readonly allowed?: string;
	readonly nearest?: string;
}

export interface ProcessTemplate {
	readonly name: string;
	/** Instances: `name` alone, or name-1 .. name-count. */
	readonly count: number;
	readonly mergeAny: boolean;
	/** A `start` of the timeline starts it; else it is there from the beginning. */
	readonly later: boolean;
	/** Pages that one instance maps, and those of them that are filled. */
	readonly mappedPages: number;
	readonly filledPages: number;
	/** Names of its regions, in address order. */
	readonly regions: readonly string[];
	instantiate(): ProcessSpec[];
}

/** What an entry asks of the viewer. */
export interface ViewerActions {
	/** Simulated seconds per second; Infinity for "max". */
	readonly speed?: number;
	readonly pause?: boolean;
	readonly mark?: string;
	readonly caption?: string;
}

export interface TimelineEntry {
	/** Its place in the timeline, from 0; entries made of `volatile` fills follow; -1 for a command of a session. */
	readonly id: number;
	/** When it fires: at a time (ns) or once a condition holds. Neither: at once (a session's command). */
	readonly at?: number;
	readonly when?: Condition;
	/** In the order in which they are written. */
	readonly actions: readonly Action[];
	readonly viewer?: ViewerActions;
	/** An action of the entry is expected to be refused with this. */
	readonly fails?: Errno;
	/** The entry's `pressure` action repeats until this holds or nothing more can be reclaimed. */
	readonly pressureUntil?: Condition;
	/**
	 * Fires again and again: firing k (from 0) at `at` + k * everyNs, with actions(k); `actions` are those of k = 0.
	 * Pages that keep changing; a refusal (the region is gone) is expected.
	 */
	readonly repeat?: {
		readonly everyNs: number;
		/** After so many firings the contents come again. */
		readonly rounds: number;
		actions(k: number): readonly Action[];
	};
	/** As written, in one line of JSON. */
	readonly text: string;
}

/** One expectation, for one kernel. The figure seen, divided by `ratioTo`'s where given, must lie in min..max. */
export interface Expectation {
	/** In one line, for people: "mainline: ksm_zero_pages equals 0". */
	readonly text: string;
	/** What is expected, in short: "0", ">= 5", "8..16". */
	readonly expected: string;
	readonly kernel: string;
	/** The figure, as conditions name it; with `<process>.` in front where a process was named. */
	readonly name: string;
	/** Inclusive; `equals: n` is n..n, widened by the tolerance. */
	readonly min: number;
	readonly max: number;
	readonly ratioTo?: {readonly kernel: string; readonly name: string};
	/** When the figure is taken: at a time, or when a condition first holds; neither: at the end. */
	readonly at?: number;
	readonly when?: Condition;
	readonly source: string;
}

export interface Scenario {
	readonly name: string;
	readonly about: string;
	readonly source: string;
	readonly seed: number;
	/** Parameters and their values, as written. */
	readonly params: Readonly<Record<string, string>>;
	/** At least one. */
	readonly kernels: readonly Kernel[];
	readonly machine: Omit<MachineConfig, 'kernel' | 'seed'>;
	/** Values as they would be written to sysfs, all of them acceptable. */
	readonly knobs: ReadonlyArray<{readonly name: string; readonly value: string}>;
	readonly processes: readonly ProcessTemplate[];
	readonly timeline: readonly TimelineEntry[];
	readonly until: Condition | null;
	readonly expect: readonly Expectation[];
	/** Figures that the view gives a column, as conditions name them. */
	readonly watch: readonly string[];
	/** The chart that the view shows first: one of CHART_IDS, or a figure; null: the view's own choice. */
	readonly chart: string | null;
	/** `check` leaves it out unless it is named. */
	readonly isCheckedOnlyWhenNamed: boolean;
	/** The preset as it was read, and the name it was read under. */
	readonly text: string;
	readonly file: string;
}
