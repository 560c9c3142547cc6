// The state behind a Run: the machine, and what is noticed about it after each wakeup and action. Noticing reads the
// machine and never changes it, so that logs, charts and samples cannot alter the outcome.

import {
	FREE_CAUSES,
	InvariantError,
	knobExists,
	KNOBS,
	ksmdState,
	memoryInUse,
	pageMapOf,
	processesOf,
	readFigure,
	type Kernel,
	type KnobValue,
	type KsmdState,
	type Machine,
	type PageMap,
	type ProcessInfo,
} from '../core/index.js';
import {RATE_NAMES} from './figures.js';
import {equalFigures} from './equal-figures.js';
import {bucketAt, copyHistory, createHistory, noteFigures, type History} from './history.js';
import {recentRates} from './recent-rates.js';
import {RowKeeper} from './kept-rows.js';
import {burstMbS, ratePoint, RateWindow, type RatePoint} from './rate-window.js';
import {
	addRateStep,
	copyRateSeries,
	createRateSeries,
	ratePointAt,
	rateStep,
	type RateSeries,
} from './rate-series.js';
import {takeRow, type Row} from './row.js';
import {runEventsSince} from './run-events.js';
import type {
	Ended,
	KeptRows,
	KsmSees,
	Rates,
	Run,
	RunEvent,
	SimulatedRun,
	UnexpectedErrno,
	WorstWakeup,
} from './run.js';
import {WakeupLog} from './wakeup-log.js';

const SURPRISES_KEPT = 100;
/** What the chart history needs to know of the moment before. */
interface Last {
	freed: number[];
	splits: number;
	scanned: number;
	ksmd: RatePoint;
}

const lastOf = (machine: Machine): Last => ({
	freed: FREE_CAUSES.map((cause) => machine.ledger.freedPages[cause]),
	splits: machine.vm.thp_split_page,
	scanned: machine.ksm.pagesScanned,
	ksmd: ratePoint(machine),
});

export interface RunSettings {
	readonly letter: string;
	readonly kernel: Kernel;
	readonly machine: Machine;
	readonly wholeWakeupLog: boolean;
	readonly watched: readonly string[];
	readonly keepsRateSeries: boolean;
	readonly forkedFrom: Run['forkedFrom'];
}

export class RunState implements SimulatedRun {
	readonly letter: string;
	readonly kernel: Kernel;
	readonly forkedFrom: Run['forkedFrom'];
	machine: Machine;
	ended: Ended | null = null;
	worst: WorstWakeup | null = null;
	history: History;
	surprises: UnexpectedErrno[] = [];
	surpriseCount = 0;
	/** Timeline entries with a condition that have fired here, by index; of those with a time, how many in their order. */
	readonly fired = new Set<number>();
	timedFired = 0;
	/** How often entries that repeat have fired, by index. */
	readonly repeated = new Map<number, number>();
	/** Everything due before nowNs was done, and nothing else: only then may a command come. */
	settled = true;
	/** Number of the newest event that was handed on. */
	eventsSeen = 0;
	/** Values of expectations that are due before the end, by index. */
	readonly captured = new Map<number, number>();
	/** Breakpoint conditions (by breakpoint id) that held at the last look: they fire when they become true. */
	readonly held = new Set<number>();
	/** What breakpoints (by id) on causes and events have counted. */
	readonly counted = new Map<number, number>();
	private passRows = new RowKeeper();
	private sampleRows = new RowKeeper();
	private log: WakeupLog;
	private window = new RateWindow();
	private series: RateSeries | null;
	private last: Last;
	private readonly settings: RunSettings;

	constructor(settings: RunSettings) {
		this.settings = settings;
		this.letter = settings.letter;
		this.kernel = settings.kernel;
		this.machine = settings.machine;
		this.forkedFrom = settings.forkedFrom;
		this.history = createHistory(settings.watched);
		this.log = new WakeupLog(settings.wholeWakeupLog);
		this.series = settings.keepsRateSeries ? createRateSeries() : null;
		this.last = lastOf(settings.machine);
		this.noteMemory(bucketAt(this.history, settings.machine.nowNs));
	}

	/** After the end of a wakeup. Returns the row of a full scan that ended with it. */
	noteWakeup(): Row | null {
		const {machine} = this;
		const {thread} = machine.ksm;
		this.log.add(thread.lastScanned, thread.lastFreed);
		if (this.series !== null) addRateStep(this.series, rateStep(machine));
		if (thread.lastFreed > 0) {
			this.window.add(ratePoint(machine));
			if (this.worst === null || thread.lastFreed > this.worst.pages)
				this.worst = {
					pages: thread.lastFreed,
					budget: thread.budget,
					wakeup: thread.wakeups,
					timeNs: machine.nowNs,
				};
		}
		const bucket = bucketAt(this.history, machine.nowNs);
		this.history.maxFreed[bucket] = Math.max(this.history.maxFreed[bucket], thread.lastFreed);
		this.history.budget[bucket] = Math.max(this.history.budget[bucket], thread.budget);
		this.noteSums(bucket);
		if (this.passRows.count === machine.ksm.fullScansEver) return null;
		const row = takeRow(machine);
		this.passRows.add(row);
		return row;
	}

	/** After an action, or when time was let pass: charts take what changed. */
	noteNow(): void {
		// A write that waited for ksmd's mutex has ended the wakeup that was under way.
		if (this.machine.ksm.thread.wakeups > this.log.total) this.noteWakeup();
		else this.noteSums(bucketAt(this.history, this.machine.nowNs));
	}

	private noteSums(bucket: number): void {
		const {history, last, machine} = this;
		for (let i = 0; i < FREE_CAUSES.length; i++) {
			const cause = FREE_CAUSES[i];
			const now = machine.ledger.freedPages[cause];
			history.freed[cause][bucket] += now - last.freed[i];
			last.freed[i] = now;
		}
		const ksmd = ratePoint(machine);
		history.merged[bucket] += ksmd.mergedPages - last.ksmd.mergedPages;
		history.freedByKsmd[bucket] += ksmd.freedPages - last.ksmd.freedPages;
		history.cpuNs[bucket] += ksmd.cpuNs - last.ksmd.cpuNs;
		history.wakeups[bucket] += ksmd.wakeups - last.ksmd.wakeups;
		history.splits[bucket] += machine.vm.thp_split_page - last.splits;
		history.scanned[bucket] += machine.ksm.pagesScanned - last.scanned;
		last.ksmd = ksmd;
		last.splits = machine.vm.thp_split_page;
		last.scanned = machine.ksm.pagesScanned;
		this.noteMemory(bucket);
	}

	private noteMemory(bucket: number): void {
		this.history.rssPages[bucket] = memoryInUse(this.machine);
		noteFigures(this.history, bucket, (name) => this.figure(name));
	}

	/** Takes a row for --every. */
	sample(): Row {
		const row = takeRow(this.machine);
		this.sampleRows.add(row);
		return row;
	}

	addSurprise(surprise: UnexpectedErrno): void {
		this.surpriseCount++;
		if (this.surprises.length < SURPRISES_KEPT) this.surprises.push(surprise);
	}

	get title(): string {
		return this.kernel.id;
	}

	get nowNs(): number {
		return this.machine.nowNs;
	}

	get pages(): PageMap {
		return pageMapOf(this.machine);
	}

	get lastEvent(): number {
		return this.machine.events.seq;
	}

	row(): Row {
		return takeRow(this.machine);
	}

	knobs(): Readonly<Record<string, KnobValue>> {
		const {kernel, knobs} = this.machine;
		const existing = KNOBS.filter(({name}) => knobExists(kernel, name));
		return Object.fromEntries(existing.map(({name}) => [name, (knobs as Record<string, KnobValue>)[name]]));
	}

	ksmd(): KsmdState {
		return ksmdState(this.machine);
	}

	processes(): readonly ProcessInfo[] {
		return processesOf(this.machine);
	}

	eventsSince(since: number, most = Infinity): readonly RunEvent[] {
		return runEventsSince(this.machine, since, most);
	}

	figure(name: string): number | undefined {
		if (name === 'rates.burst_mb_s') return burstMbS(this.machine.ledger.burst.maxPages);
		if (Object.hasOwn(RATE_NAMES, name)) return this.rates()[RATE_NAMES[name as keyof typeof RATE_NAMES]];
		return readFigure(this.machine, name);
	}

	ksmSees(): KsmSees {
		const {freedPages, mergedPages} = ratePoint(this.machine);
		return {freedPages, seenPages: mergedPages, share: freedPages > 0 ? mergedPages / freedPages : null};
	}

	/** ksmd's cumulative figures at an earlier time or now. Only of a run that keeps its series. */
	ratePointAt(ns: number): RatePoint {
		if (this.series === null)
			throw new InvariantError('figures at a time are asked of runs that are compared');
		return ratePointAt(this.series, rateStep(this.machine), ns);
	}

	rates(): Rates {
		return this.window.rates(this.machine.ksm.thread.firstWakeNs, ratePoint(this.machine));
	}

	recentRates(spanNs: number): Rates {
		return recentRates(this.history, this.machine.nowNs, spanNs);
	}

	passes(): KeptRows {
		return {rows: this.passRows.rows(), leftOut: this.passRows.leftOut};
	}

	samples(): KeptRows {
		return {rows: this.sampleRows.rows(), leftOut: this.sampleRows.leftOut};
	}

	wakeupLog(): string {
		return this.log.toString();
	}

	equals(other: Run): boolean {
		return equalFigures(this.row(), other.row());
	}

	/** A run on another machine (a restored snapshot of this one's) with all that was noticed so far. */
	copy(machine: Machine, settings: Partial<RunSettings> = {}): RunState {
		const copy = new RunState({...this.settings, ...settings, machine});
		copy.ended = this.ended;
		copy.worst = this.worst;
		copy.history = copyHistory(this.history);
		copy.surprises = this.surprises.slice();
		copy.surpriseCount = this.surpriseCount;
		copy.timedFired = this.timedFired;
		copy.eventsSeen = this.eventsSeen;
		for (const [index, count] of this.repeated) copy.repeated.set(index, count);
		for (const id of this.fired) copy.fired.add(id);
		for (const [id, value] of this.captured) copy.captured.set(id, value);
		for (const id of this.held) copy.held.add(id);
		for (const [id, count] of this.counted) copy.counted.set(id, count);
		copy.passRows = this.passRows.copy();
		copy.sampleRows = this.sampleRows.copy();
		copy.log = this.log.copy();
		copy.window = this.window.copy();
		copy.series = this.series && copyRateSeries(this.series);
		copy.last = {...this.last, freed: this.last.freed.slice()};
		return copy;
	}
}
