// Breakpoints: where a session stops by itself. They are checked after each wakeup and each action of a run; one fires
// when its reason appears, not as long as it holds.

import type {EventKind, FreeCause} from '../../core/index.js';
import type {Condition} from '../../scenario/conditions.js';

/** What a breakpoint waits for. */
export type BreakpointKind =
	| {readonly on: 'condition'; readonly condition: Condition}
	/** A page was freed by this cause. */
	| {readonly on: 'cause'; readonly cause: FreeCause}
	/** An event of this kind was recorded. */
	| {readonly on: 'event'; readonly event: EventKind}
	/** checkInvariants found a problem. Expensive: a recount after each wakeup. */
	| {readonly on: 'invariant'};

/** A breakpoint as callers see it. */
export interface Breakpoint {
	/** From 1, never used again in a session. */
	readonly id: number;
	/** What it waits for. */
	readonly kind: BreakpointKind;
	/** What it waits for, in one line. */
	readonly text: string;
	/** It is checked only while true. */
	readonly enabled: boolean;
	/** How often it has fired. */
	readonly hits: number;
}

/** A breakpoint as the session keeps it. */
export type KeptBreakpoint = {-readonly [Field in keyof Breakpoint]: Breakpoint[Field]};

/** Why a session stopped before the time that advance() was given. */
export interface Stop {
	/** When, simulated ns. */
	readonly timeNs: number;
	/** Letter of the run that made it stop. */
	readonly letter: string;
	/** `goal`: of step or runUntil; `pause`: of a timeline entry; `end`: SessionOptions.stopOnceAt. */
	readonly reason: 'breakpoint' | 'goal' | 'pause' | 'end';
	/** In one line: the breakpoint's text with what was seen, the goal, the preset's entry, or the condition of the end. */
	readonly text: string;
	/** With reason `breakpoint`. */
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
