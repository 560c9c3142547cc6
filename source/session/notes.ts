// What a session reports to its caller: why it stopped, what the preset says, what happened, where runs parted.

import type {EventKind} from '../core/index.js';
import type {Stop} from './timeline/breakpoint.js';

/** What a preset's timeline asks of the view. */
export interface ViewerRequest {
	readonly speed?: number;
	readonly pause?: boolean;
}

export interface AdvanceResult {
	/** `time` was reached; `work` was used up; something made it `stop`; all runs `ended`; what comes from outside has not come yet (`waiting`). */
	readonly reason: 'time' | 'work' | 'stop' | 'ended' | 'waiting';
	/** With reason `stop`. */
	readonly stop: Stop | null;
	/** What the timeline asked for on the way, the last request of each kind; null for nothing. A pause also stops. */
	readonly viewer: ViewerRequest | null;
}

export interface Caption {
	readonly timeNs: number;
	/** Letter of the run that met it. */
	readonly letter: string;
	readonly text: string;
}

/** What an action of the timeline did to one run, in figures. */
export interface Effect {
	readonly timeNs: number;
	/** Letters of the runs in which it did just this, or "all". */
	readonly letter: string;
	readonly text: string;
}

/** A mark on the charts' time axis: a knob turned, an action done, a preset's mark. */
export interface Mark {
	readonly timeNs: number;
	/** "pages_to_scan = 200", or the preset's words. */
	readonly text: string;
	readonly kind: 'knob' | 'action' | 'preset' | 'fork';
}

/** Something notable that happened to one run or alike to all: the end of a full scan, the first remap, an empty scan. */
export interface StoryEvent {
	readonly timeNs: number;
	/** A letter, or "all". */
	readonly letter: string;
	readonly text: string;
	readonly kind: EventKind | 'story';
}

/** The first wakeup or action after which two runs were not alike any more. */
export interface Divergence {
	/** Letters of the runs. */
	readonly a: string;
	readonly b: string;
	readonly timeNs: number;
	/** The first figure, in the order of ROW_NAMES, that differs, and both values. */
	readonly counter: string;
	readonly valueA: number;
	readonly valueB: number;
	/** The first event of run b that run a did not have (else the first of a that b did not have), in words. */
	readonly event: string;
}

export interface KnobWrite {
	/** 'EINVAL' and so on; null: written. */
	readonly errno: string | null;
	/** A sentence for people: what was written, or why it was refused and what is allowed. */
	readonly text: string;
	/** A real kernel may take its time: what it comes to; until then nothing is known. */
	readonly pending?: Promise<KnobWrite>;
}

export interface Performed {
	/** What is wrong with the entry; nothing was done then. */
	readonly problems: readonly string[];
	/** The first errno of each run that refused, by letter. */
	readonly refusals: ReadonlyArray<{readonly letter: string; readonly errno: string}>;
}
