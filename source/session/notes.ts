// What a session reports to its caller: why it stopped, what the preset says, what happened, where runs began to differ.
// All times are simulated ns; of a session that shows a real kernel, ns since its start.

import type {EventKind} from '../core/index.js';
import type {Stop} from './timeline/breakpoint.js';

/** What a preset's timeline asks of the view. */
export interface ViewerRequest {
	/** Simulated seconds per second; Infinity for "max". */
	readonly speed?: number;
	/** The entry pauses the session. */
	readonly pause?: boolean;
}

/** Why advance() or a step returned. */
export interface AdvanceResult {
	/**
	 * `time`: toNs was reached; `work`: workPages were used up; `stop`: see `stop`; `ended`: all runs have ended;
	 * `waiting`: the next row of a real kernel has not arrived.
	 */
	readonly reason: 'time' | 'work' | 'stop' | 'ended' | 'waiting';
	/** Why it stopped; null unless `reason` is `stop`. */
	readonly stop: Stop | null;
	/** What the timeline asked for on the way, the last request of each kind; null for nothing. A pause also stops. */
	readonly viewer: ViewerRequest | null;
}

/** A caption of the preset's timeline. */
export interface Caption {
	/** When its entry fired. */
	readonly timeNs: number;
	/** Letter of the run in which its entry fired first. */
	readonly letter: string;
	/** The preset's prose; names stand between backticks. Escape it before printing. */
	readonly text: string;
}

/** What an action of the timeline did to one run, in figures. */
export interface Effect {
	/** When the action was done. */
	readonly timeNs: number;
	/** Letters of the runs in which it did just this, or "all". */
	readonly letter: string;
	/** "write: 512 pages copied". */
	readonly text: string;
}

/** A mark on the charts' time axis: a knob written, an action done, a preset's mark, a fork. */
export interface Mark {
	/** When it happened. */
	readonly timeNs: number;
	/** "pages_to_scan = 200", or the text of the preset. */
	readonly text: string;
	/** `preset`: a `mark` of its timeline. */
	readonly kind: 'knob' | 'action' | 'preset' | 'fork';
}

/** Something notable that happened to one run or alike to all: the end of a full scan, the first remap, an empty scan. */
export interface StoryEvent {
	/** When it happened. */
	readonly timeNs: number;
	/** A letter, or "all". */
	readonly letter: string;
	/** One line of text and figures. */
	readonly text: string;
	/** The kind of event that it is a summary of; `story`: none. */
	readonly kind: EventKind | 'story';
}

/** The first wakeup or action after which the figures of two runs differ. */
export interface Divergence {
	/** Letter of the first run, or of the reference. */
	readonly a: string;
	/** Letter of the run that is compared with it. */
	readonly b: string;
	/** The earlier of the two times at which the runs had done that wakeup or action. */
	readonly timeNs: number;
	/** The first figure that differs, in the order of observers/divergence.ts. */
	readonly counter: string;
	/** Its value in run a. */
	readonly valueA: number;
	/** Its value in run b. */
	readonly valueB: number;
	/** The first event of run b that run a did not have (else the first of a that b did not have), in words. */
	readonly event: string;
}

/** The outcome of writing a knob. */
export interface KnobWrite {
	/** 'EINVAL' and so on; null: written. */
	readonly errno: string | null;
	/** A sentence for people: what was written, or why it was refused and what is allowed. */
	readonly text: string;
	/** Of a real kernel, where the write is under way: its outcome. Until then `errno` is null and says nothing. */
	readonly pending?: Promise<KnobWrite>;
}

/** The outcome of an action of the user. */
export interface Performed {
	/** What is wrong with the entry; nothing was done then. */
	readonly problems: readonly string[];
	/** The first errno of each run that refused, by letter. */
	readonly refusals: ReadonlyArray<{readonly letter: string; readonly errno: string}>;
}
