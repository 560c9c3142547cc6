// Where a session stops by itself. Checked after each wakeup and each action of a run; a breakpoint fires when it
// becomes true, not while it stays true.

import type {EventKind, FreeCause} from '../../core/index.js';
import type {Condition} from '../../scenario/conditions.js';

export type BreakpointKind =
	| {readonly on: 'condition'; readonly condition: Condition}
	/** A page was freed by this cause. */
	| {readonly on: 'cause'; readonly cause: FreeCause}
	/** An event of this kind was recorded. */
	| {readonly on: 'event'; readonly event: EventKind}
	/** checkInvariants found something. Expensive: a recount after each wakeup. */
	| {readonly on: 'invariant'};

export interface Breakpoint {
	readonly id: number;
	readonly kind: BreakpointKind;
	/** What it waits for, in one line. */
	readonly text: string;
	readonly enabled: boolean;
	/** How often it fired. */
	readonly hits: number;
}

/** A breakpoint as the session keeps it. */
export type KeptBreakpoint = {-readonly [Field in keyof Breakpoint]: Breakpoint[Field]};

/** Why a session stopped before the time that was asked for. */
export interface Stop {
	readonly timeNs: number;
	/** Letter of the run that made it stop. */
	readonly letter: string;
	readonly reason: 'breakpoint' | 'goal' | 'pause' | 'end';
	/** In one line: the breakpoint's text with what was seen, the goal, the preset's entry, or the condition of the end. */
	readonly text: string;
	readonly breakpoint?: Breakpoint;
}

/** What a breakpoint waits for, in one line. */
export function describeBreakpoint(kind: BreakpointKind): string {
	switch (kind.on) {
		case 'condition':
			return kind.condition.text;
		case 'cause':
			return `pages freed by ${kind.cause}`;
		case 'event':
			return `event ${kind.event}`;
		case 'invariant':
			return 'an invariant is broken';
	}
}
