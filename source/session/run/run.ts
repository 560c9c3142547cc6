// What panels and reports see of one run: its figures now, and what was recorded of it on the way, which is bounded.

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

/** Why a simulated run ended: its `until` holds, or the limit of simulated time was reached. */
export type Ended = 'until' | 'limit';
/**
 * Why a run ended; a recorded one may also have had nothing more to wait for, been interrupted, or its recording
 * be cut off.
 */
export type RunEnd = Ended | 'idle' | 'interrupted' | 'cut off';

/** An action that the kernel refused, or that should have been refused and was not. */
export interface UnexpectedErrno {
	/** The timeline entry or command as written. */
	readonly text: string;
	/** The errno that the entry expects; null: success. */
	readonly expected: Errno | null;
	/** The errno that it got; null: success. */
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

/** A process of a run. What is unknown of it is null, or absent from its report. */
export interface RunProcess {
	/** Index in Machine.processes, or the pid. */
	readonly id: number;
	/** Text of a preset or of the host: escape it before printing. */
	readonly name: string;
	/** Its VMAs by address; empty where they are unknown. */
	readonly vmas: readonly VmaInfo[];
	/** Pages that it maps. */
	readonly sizePages: number | null;
	/** ksmd has an mm_slot for it. */
	readonly knownToKsmd: boolean | null;
	/** Pages that ksmd has looked for in the unstable tree and found no equal of. */
	readonly unsharedPages: number | null;
	/** Its figures, as far as they are known. */
	readonly report: Pick<ProcessReport, 'name'> & Partial<ProcessReport>;
}

/** Something that happened in a run, in words. */
export interface RunEvent {
	/** Rises by one with every event of the run. */
	readonly seq: number;
	/** Simulated ns, or since the start of the recording. */
	readonly timeNs: number;
	/** The row of the events' table. */
	readonly kind: EventKind;
	/** The name under which a kernel shows it: a tracepoint, a counter or a function. */
	readonly kernelName: string;
	/** What it holds, field by field; pages and processes in words. */
	readonly fields: Readonly<Record<string, unknown>>;
	/** In one line, without time and kernel. Processes are named as the preset names them: sanitize before printing. */
	readonly text: string;
	/**
	 * The page that it is about: its index in the page map, the process, and its virtual page number there; null
	 * when it is about none.
	 */
	readonly page: {readonly index: number; readonly process: string; readonly number: number} | null;
}

/**
 * One column of the view and of reports: a machine that is simulated, or what was recorded of a real kernel. Code that
 * draws it asks whether something is known (null, undefined: it is not), never what kind of run it is. Objects stay the
 * same until rewindTo and restart replace them.
 */
export interface Run {
	/** A, B, C ... in the order of the columns. */
	readonly letter: string;
	/** What columns and sentences call it: the kernel's id. */
	readonly title: string;
	/** Time since its start, ns. */
	readonly nowNs: number;
	/** Why it ended; null while it goes on. */
	readonly ended: RunEnd | null;
	/** The letter of the run that it was forked from; null for the runs of the start. */
	readonly forkedFrom: string | null;

	/**
	 * One figure by any name that conditions know (counters, model, ledger, time, wakeups, pass, knobs,
	 * `<process>.<counter>`, `rates.<rate>`); undefined when there is none.
	 */
	figure(name: string): number | undefined;
	/**
	 * Names of figures that this kernel does not show and that are inferred from others; panels mark them. Undefined
	 * for a simulated run.
	 */
	readonly inferred?: ReadonlySet<string>;
	/** All figures of a row as they are now; NaN where there is none: this kernel does not show it, or it cannot be known. */
	row(): Row;
	/** Knobs of this kernel by name, as sysfs shows them. */
	knobs(): Readonly<Record<string, KnobValue>>;
	/** What ksmd does; null where it is unknown. */
	ksmd(): KsmdState | null;
	/** Processes that live; empty where they are unknown. */
	processes(): readonly RunProcess[];
	/** Single pages; null where they are unknown. */
	readonly pages: PageMap | null;

	/** What KSM's counters show of what ksmd freed; of a real kernel inferred, null where it cannot be. */
	ksmSees(): KsmSees | null;
	/** From ksmd's first wakeup until 90 % of what it freed was freed. */
	rates(): Rates;
	/** Rates over the latest `spanNs` (simulated ns), about. */
	recentRates(spanNs: number): Rates;
	/** The wakeup that freed the most pages; null while none has freed any, or where it is unknown. */
	readonly worst: WorstWakeup | null;
	/** A row for each full scan, taken at the end of its batch. */
	passes(): KeptRows;
	/** The rows of SessionOptions.every (--every). */
	samples(): KeptRows;
	/** "65x1000,0 1x536,0": wakeups in a row that each scanned and freed the same. Whole with the option wakeupLog, else its end. */
	wakeupLog(): string;
	/** What the charts draw. */
	readonly history: History;

	/** Number of its newest event; 0 before the first. */
	readonly lastEvent: number;
	/** Events after number `since` that are still remembered, oldest first: the newest `most` of each kind (default all). */
	eventsSince(since: number, most?: number): readonly RunEvent[];

	/** Whether all figures but ksmd's CPU time equal those of the other run. */
	equals(other: Run): boolean;
}

/** A run that is simulated here. */
export interface SimulatedRun extends Run {
	/** The variant that it runs. */
	readonly kernel: Kernel;
	/** Read-only: only commands change it. Replaced by rewindTo and restart. */
	readonly machine: ReadonlyMachine;
	/** See Run.ended. */
	readonly ended: Ended | null;
	/** At most the first hundred. */
	readonly unexpectedErrnos: readonly UnexpectedErrno[];
	/** Figures taken for expectations that have a moment, by the expectation's index; NaN where there was no such figure. */
	readonly captured: ReadonlyMap<number, number>;
	/** See Run.ksmSees; always known. */
	ksmSees(): KsmSees;
	/** See Run.processes; every figure is known. */
	processes(): readonly ProcessInfo[];
}
