// One machine of a session and what was noticed about it on the way: the worst wakeup, rows per full scan, the
// wakeup log, rates, chart history. All of it is bounded; all of it goes into a checkpoint with the machine.

import type {Errno} from '../core/base/errno.js';
import type {Kernel} from '../core/kernels/kernel.js';
import type {Machine} from '../core/state/machine.js';
import type {History} from './history.js';
import type {Row} from './row.js';

/** Why a run goes on no more; null while it does. */
export type Ended = 'until' | 'limit';

/** The wakeup in which ksmd freed the most pages so far. */
export interface WorstWakeup {
	/** Pages freed, and the budget (pages_to_scan) that it had. */
	readonly pages: number;
	readonly budget: number;
	/** Its number, from 1, and its end. */
	readonly wakeup: number;
	readonly timeNs: number;
}

/** From the first wakeup until 90 % of what ksmd freed was freed, else until now. MB = 10^6 bytes. */
export interface Rates {
	readonly freedMbS: number;
	readonly mergedMbS: number;
	readonly ksmdCpuPercent: number;
	readonly freedPerWakeup: number;
	readonly fromNs: number;
	readonly toNs: number;
	/** Wakeups in that time. */
	readonly wakeups: number;
}

/** An action that the kernel refused, or that should have been refused and was not. */
export interface UnexpectedErrno {
	readonly timeNs: number;
	/** The timeline entry or command as written. */
	readonly text: string;
	readonly expected: Errno | null;
	readonly seen: Errno | null;
}

/** At most the first and the last rows; `leftOut` between them were dropped. */
export interface KeptRows {
	readonly rows: readonly Row[];
	readonly leftOut: number;
}

/** How much of what ksmd freed KSM's own counters account for. */
export interface KsmSees {
	/** Pages freed by ksmd: merges, merges with the zeropage, and remaps of its splits. */
	readonly freedPages: number;
	/** Those of them that ksm_zero_pages or pages_sharing show. */
	readonly seenPages: number;
	/** 0..1, null while nothing was freed. */
	readonly share: number | null;
}

export interface Run {
	/** A, B, C ... in the order of the kernels. */
	readonly letter: string;
	readonly kernel: Kernel;
	/** The machine itself: read it, never write it (that is what commands are for). Replaced by rewindTo and restart. */
	readonly machine: Machine;
	readonly ended: Ended | null;
	/** The run that it was forked from, and when; null for the runs of the start. */
	readonly forkedFrom: {readonly letter: string; readonly atNs: number} | null;
	/** All figures now, by the names of ROW_NAMES, and `time`, `wakeups`, `pass`. */
	row(): Readonly<Record<string, number>>;
	/** One figure by any name that conditions know (counters, model, ledger, time, wakeups, knobs, `<process>.<counter>`, `rates.<rate>`); undefined when there is none. */
	figure(name: string): number | undefined;
	ksmSees(): KsmSees;
	rates(): Rates;
	/** Rates over the latest stretch of about `spanNs` simulated time: what happens now. */
	recentRates(spanNs: number): Rates;
	readonly worst: WorstWakeup | null;
	/** A row for each full scan, taken at the end of its batch. */
	passes(): KeptRows;
	/** Rows of --every. */
	samples(): KeptRows;
	/** "65x1000,0 1x536,0": wakeups in a row that each scanned and freed the same. Whole with the option wakeupLog, else its end. */
	wakeupLog(): string;
	readonly history: History;
	/** At most the first hundred; `surpriseCount` counts all. */
	readonly surprises: readonly UnexpectedErrno[];
	readonly surpriseCount: number;
	/** Figures taken for expectations that have a moment, by the expectation's index; NaN where there was no such figure. */
	readonly captured: ReadonlyMap<number, number>;
	/** Whether all figures but ksmd's CPU time equal those of the other run. */
	equals(other: Run): boolean;
}
