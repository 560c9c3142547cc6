// What panels and reports see of one run: its figures now, and what was noticed about it on the way, which is bounded.

import type {
	Errno,
	EventKind,
	Kernel,
	KnobValue,
	KsmdState,
	PageMap,
	ProcessInfo,
	ProcessReport,
	ReadonlyMachine,
	VmaInfo,
} from '../../core/index.js';
import type {History} from '../observers/history.js';
import type {KeptRows} from '../observers/kept-rows.js';
import type {WorstWakeup} from '../observers/observations.js';
import type {Rates} from '../observers/rates.js';
import type {Row} from './row.js';

export type {KeptRows, Rates, WorstWakeup};

/** Why a run goes on no more; null while it does. A recording may also be of a run that waited for nothing more, that somebody ended, or be cut off. */
export type Ended = 'until' | 'limit';
export type RunEnd = Ended | 'idle' | 'interrupted' | 'cut off';

/** An action that the kernel refused, or that should have been refused and was not. */
export interface UnexpectedErrno {
	readonly timeNs: number;
	/** The timeline entry or command as written. */
	readonly text: string;
	readonly expected: Errno | null;
	readonly seen: Errno | null;
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

/** The run that another goes on from, and since when. */
export interface ForkedFrom {
	readonly letter: string;
	readonly atNs: number;
}

/** A process of a run. What is unknown of it is null, or absent from its report. */
export interface RunProcess {
	readonly id: number;
	readonly name: string;
	/** Its VMAs by address; empty where they are unknown them. */
	readonly vmas: readonly VmaInfo[];
	/** Pages that it maps. */
	readonly sizePages: number | null;
	/** ksmd has an mm_slot for it. */
	readonly knownToKsmd: boolean | null;
	/** Pages that ksmd has looked for in the unstable tree and found no equal of. */
	readonly unsharedPages: number | null;
	readonly report: Pick<ProcessReport, 'name'> & Partial<ProcessReport>;
}

/** Something that happened in a run, in words. */
export interface RunEvent {
	/** Rises by one with every event of the run. */
	readonly seq: number;
	readonly timeNs: number;
	readonly kind: EventKind;
	/** The name under which a kernel shows it: a tracepoint, a counter or a function. */
	readonly kernelName: string;
	/** What it holds, field by field; pages and processes in words. */
	readonly fields: Readonly<Record<string, unknown>>;
	/** In one line, without time and kernel. Processes are named as the preset names them: sanitize before printing. */
	readonly text: string;
	/** The page that it is about: its index in the page map, the process, and its virtual page number there; null when it is about none. */
	readonly page: {readonly index: number; readonly process: string; readonly number: number} | null;
}

/**
 * One column of the view and of reports: a machine that is simulated, or what was recorded of a real kernel. Whoever
 * draws it asks whether something is there (null, undefined), never what kind of run it is. Objects stay the same
 * until rewindTo and restart replace them.
 */
export interface Run {
	/** A, B, C ... in the order of the columns. */
	readonly letter: string;
	/** What columns and sentences call it: the kernel's id. */
	readonly title: string;
	/** Time since its start, ns. */
	readonly nowNs: number;
	readonly ended: RunEnd | null;
	/** The run that it was forked from, and when; null for the runs of the start. */
	readonly forkedFrom: ForkedFrom | null;

	/** One figure by any name that conditions know (counters, model, ledger, time, wakeups, pass, knobs, `<process>.<counter>`, `rates.<rate>`); undefined when there is none. */
	figure(name: string): number | undefined;
	/** Figures that it has though no kernel shows them, because they follow from others; panels say so. None for what is simulated. */
	readonly inferred?: ReadonlySet<string>;
	/** All figures of a row as they are now; NaN where there is none: this kernel does not show it, or nobody can know it. */
	row(): Row;
	/** Knobs of this kernel by name, as sysfs shows them. */
	knobs(): Readonly<Record<string, KnobValue>>;
	/** What ksmd does; null where it is unknown. */
	ksmd(): KsmdState | null;
	/** Processes that live; empty where they are unknown. */
	processes(): readonly RunProcess[];
	/** Single pages; null where they are unknown. */
	readonly pages: PageMap | null;

	/** Of a run that is not simulated inferred from what the kernel shows; null where that does not say it. */
	ksmSees(): KsmSees | null;
	rates(): Rates;
	/** Rates over the latest stretch of about `spanNs`: what happens now. */
	recentRates(spanNs: number): Rates;
	readonly worst: WorstWakeup | null;
	/** A row for each full scan, taken at the end of its batch. */
	passes(): KeptRows;
	/** Rows of --every. */
	samples(): KeptRows;
	/** "65x1000,0 1x536,0": wakeups in a row that each scanned and freed the same. Whole with the option wakeupLog, else its end. */
	wakeupLog(): string;
	readonly history: History;

	/** Number of its newest event; 0 before the first. */
	readonly lastEvent: number;
	/** Events after number `since` that are still remembered, oldest first: the newest `most` of each kind (default all). */
	eventsSince(since: number, most?: number): readonly RunEvent[];

	/** At most the first hundred; `unexpectedErrnoCount` counts all. */
	readonly unexpectedErrnos: readonly UnexpectedErrno[];
	readonly unexpectedErrnoCount: number;
	/** Figures taken for expectations that have a moment, by the expectation's index; NaN where there was no such figure. */
	readonly captured: ReadonlyMap<number, number>;
	/** Whether all figures but ksmd's CPU time equal those of the other run. */
	equals(other: Run): boolean;
}

/** A run that is simulated here. */
export interface SimulatedRun extends Run {
	readonly kernel: Kernel;
	/** To look at: only commands change it. Replaced by rewindTo and restart. */
	readonly machine: ReadonlyMachine;
	readonly ended: Ended | null;
	ksmSees(): KsmSees;
	processes(): readonly ProcessInfo[];
}
