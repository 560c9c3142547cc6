// A scenario: a preset's text, checked and compiled. Everything that runs one (session/, report/, the view) works from
// this shape; the loader is the only one that makes it.

import type {Action, Errno, Kernel, MachineConfig, ProcessSpec} from '../core/index.js';
import type {Condition} from './conditions.js';

export type {Condition, ConditionProblem, Operator, Term} from './conditions.js';

/** Something wrong in a preset. Lines and columns count from 1. Texts hold no control characters. */
export interface Problem {
	/** The name under which the text was read; "command" for a command of a session. */
	readonly file: string;
	/** From 1. */
	readonly line: number;
	/** From 1, in characters. */
	readonly column: number;
	/** What is wrong, in words; at most 400 characters. */
	readonly message: string;
	/** The text that stands there, at most 80 characters. */
	readonly found?: string | undefined;
	/** What may stand there, in words. */
	readonly allowed?: string | undefined;
	/** The valid name most like `found`, if one is near. */
	readonly nearest?: string | undefined;
}

/** The processes that one item of `processes` in a preset describes. */
export interface ProcessTemplate {
	/** As the preset gives it; of its instances the part before the number. */
	readonly name: string;
	/** Instances: `name` alone, or name-1 .. name-count. */
	readonly count: number;
	/** PR_SET_MEMORY_MERGE. */
	readonly mergeAny: boolean;
	/** A `start` of the timeline starts it; else it exists from time 0. */
	readonly later: boolean;
	/** Pages that one instance maps. */
	readonly mappedPages: number;
	/** Pages that one instance fills when it starts. */
	readonly filledPages: number;
	/** Names of its regions, in address order. */
	readonly regions: readonly string[];
	/** The specs of all instances; contents depend on the scenario's seed. */
	instantiate(): ProcessSpec[];
}

/** What an entry asks of the viewer. */
export interface ViewerActions {
	/** Simulated seconds per second; Infinity for "max". */
	readonly speed?: number;
	/** Stops simulated time until the viewer resumes it. */
	readonly pause?: boolean;
	/** A label for this moment, shown in charts and event logs. */
	readonly mark?: string;
	/** A text that the view shows until the next one; names stand between backticks. */
	readonly caption?: string;
}

/** What happens once at some moment of a run, or again and again. */
export interface TimelineEntry {
	/** Its place in the timeline, from 0; entries made of `volatile` fills follow; -1 for a command of a session. */
	readonly id: number;
	/** When it fires: simulated time, ns. With neither `at` nor `when` it fires at once, as a session's command does. */
	readonly at?: number;
	/** When it fires: on each machine as soon as this holds there. */
	readonly when?: Condition;
	/** In the order in which they are written. */
	readonly actions: readonly Action[];
	/** What it asks of the view. */
	readonly viewer?: ViewerActions;
	/** An action of the entry is expected to be refused with this. */
	readonly fails?: Errno;
	/** The `pressure` action of the entry repeats until this holds or nothing more can be reclaimed. */
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
	/** The kernel on whose machine it is checked. */
	readonly kernel: string;
	/** The figure, as conditions name it; with `<process>.` in front where a process was named. */
	readonly name: string;
	/** The least value that meets it; -Infinity: none. `equals: n` is n..n, widened by the tolerance. */
	readonly min: number;
	/** The greatest value that meets it; Infinity: none. */
	readonly max: number;
	/** The figure of another kernel's machine by which this one is divided; `at` and `when` apply to it likewise. */
	readonly ratioTo?: {readonly kernel: string; readonly name: string};
	/** The figure is taken at this simulated time, ns; with neither `at` nor `when` at the end of the run. */
	readonly at?: number;
	/** The figure is taken when this first holds on the machine. */
	readonly when?: Condition;
	/** Where the expected value comes from, as the preset says it; '' if it says nothing. */
	readonly source: string;
}

/** A checked preset. Nothing in it changes after loading. */
export interface Scenario {
	/** For titles; default the name of the file without its ending. */
	readonly name: string;
	/** What it shows, in a few sentences; '' if the preset says nothing. */
	readonly about: string;
	/** Where the workload comes from; '' if the preset says nothing. */
	readonly source: string;
	/** A whole number from 0: the preset's own, default 1, or the one that loading was asked for. */
	readonly seed: number;
	/** Parameters and their values, as written. */
	readonly params: Readonly<Record<string, string>>;
	/** The kernels that run side by side, at least one; default mainline. */
	readonly kernels: readonly Kernel[];
	/** The machine's configuration, but for what each run adds. */
	readonly machine: Omit<MachineConfig, 'kernel' | 'seed'>;
	/** Values as they would be written to sysfs, all of them acceptable. */
	readonly knobs: ReadonlyArray<{readonly name: string; readonly value: string}>;
	/** In the order of the preset, those started later included. */
	readonly processes: readonly ProcessTemplate[];
	/** In the order of the preset, then the repeated writes of volatile regions. */
	readonly timeline: readonly TimelineEntry[];
	/** Each run ends when this holds on its machine; null: it has no end of its own. */
	readonly until: Condition | null;
	/** Expectations, one for each kernel that they name. */
	readonly expect: readonly Expectation[];
	/** Figures that the view gives a column, as conditions name them. */
	readonly watch: readonly string[];
	/** The chart that the view shows first: one of CHART_IDS, or a figure; null: the view's own choice. */
	readonly chart: string | null;
	/** `check` leaves it out unless it is named. */
	readonly isCheckedOnlyWhenNamed: boolean;
	/** The preset's text as it was read. */
	readonly text: string;
	/** The name under which it was read, for messages. */
	readonly file: string;
}
