// What a session keeps of one run beside its machine, as plain data: copyPlain makes checkpoints and forks of it.

import type {ReadonlyMachine} from '../../core/index.js';
import {createObservations, type ObservationOptions, type Observations} from '../observers/observations.js';
import type {Ended, UnexpectedErrno} from './run.js';

const UNEXPECTED_KEPT = 100;

/** Everything of a run but its kernel and its machine. */
export interface RunState {
	/** 'A' for the first run. */
	letter: string;
	/** The letter of a run; null for the runs of the start. */
	forkedFrom: string | null;
	/** Why the run has ended; null while it goes on. */
	ended: Ended | null;
	/** Everything due before nowNs was done, and nothing else: only then may a command be applied. */
	settled: boolean;
	/** Timeline entries with a condition that have fired on this run, by index in scenario.timeline. */
	readonly conditionalRun: Set<number>;
	/** How many of SessionState.timed have fired on this run. */
	timedRun: number;
	/** How often entries that repeat ran, by index. */
	readonly repeated: Map<number, number>;
	/** Number of the newest event that was handed on. */
	eventsSeen: number;
	/** Values of expectations that are due before the end, by index. */
	readonly captured: Map<number, number>;
	/** Breakpoint conditions (by breakpoint id) that held when last checked: they fire when they become true. */
	readonly held: Set<number>;
	/** Pages or events that breakpoints (by id) on causes and events counted when last checked. */
	readonly counted: Map<number, number>;
	/** Oldest first, at most 100. */
	readonly unexpectedErrnos: UnexpectedErrno[];
	/** Rows, rates, log and history. */
	readonly observed: Observations;
}

/** A run at its start. */
export const createRunState = (
	letter: string,
	machine: ReadonlyMachine,
	options: ObservationOptions,
): RunState => ({
	letter,
	forkedFrom: null,
	ended: null,
	settled: true,
	conditionalRun: new Set(),
	timedRun: 0,
	repeated: new Map(),
	eventsSeen: 0,
	captured: new Map(),
	held: new Set(),
	counted: new Map(),
	unexpectedErrnos: [],
	observed: createObservations(machine, options),
});

/** Notes an action that was refused, or should have been and was not. */
export function addUnexpectedErrno(state: RunState, unexpected: UnexpectedErrno): void {
	if (state.unexpectedErrnos.length < UNEXPECTED_KEPT) state.unexpectedErrnos.push(unexpected);
}
