// A simulated run: a machine, and the state that the session keeps of it.

import {
	InvariantError,
	knobExists,
	KNOBS,
	ksmdState,
	pageMapOf,
	processesOf,
	readFigure,
	type Kernel,
	type KnobValue,
	type KsmdState,
	type Machine,
	type PageMap,
	type ProcessInfo,
} from '../../core/index.js';
import {equalFigures} from './equal-figures.js';
import {readRate} from './rate-figures.js';
import type {History, Observed} from '../observers/history.js';
import {keptRows, type KeptRows} from '../observers/kept-rows.js';
import {observe, observeSample, observeWakeup, type WorstWakeup} from '../observers/observations.js';
import {ratePointAt, rateStep} from '../observers/rate-series.js';
import {ratePoint, windowRates, type RatePoint, type Rates} from '../observers/rates.js';
import {recentRates} from '../observers/recent-rates.js';
import {formatWakeupLog} from '../observers/wakeup-log.js';
import {takeRow, type Row} from './row.js';
import {runEventsSince} from './run-events.js';
import type {RunState} from './run-state.js';
import type {Ended, KsmSees, Run, RunEvent, SimulatedRun, UnexpectedErrno} from './run.js';

/** Answers from both. Only the session calls the methods that write. */
export class SessionRun implements SimulatedRun {
	readonly kernel: Kernel;
	readonly machine: Machine;
	readonly state: RunState;

	constructor(kernel: Kernel, machine: Machine, state: RunState) {
		this.kernel = kernel;
		this.machine = machine;
		this.state = state;
	}

	get letter(): string {
		return this.state.letter;
	}

	get title(): string {
		return this.kernel.id;
	}

	get nowNs(): number {
		return this.machine.nowNs;
	}

	get ended(): Ended | null {
		return this.state.ended;
	}

	get forkedFrom(): string | null {
		return this.state.forkedFrom;
	}

	get pages(): PageMap {
		return pageMapOf(this.machine);
	}

	get worst(): WorstWakeup | null {
		return this.state.observed.worst;
	}

	get history(): History {
		return this.state.observed.history;
	}

	get lastEvent(): number {
		return this.machine.events.seq;
	}

	get unexpectedErrnos(): readonly UnexpectedErrno[] {
		return this.state.unexpectedErrnos;
	}

	get captured(): ReadonlyMap<number, number> {
		return this.state.captured;
	}

	/** To be called after an action, and when time has passed without a wakeup ending. */
	observe(): void {
		observe(this.state.observed, this.observed);
	}

	/** To be called after the end of a wakeup. Returns the row of the full scan that ended with it; null: none did. */
	observeWakeup(): Row | null {
		return observeWakeup(this.state.observed, this.observed);
	}

	/** Takes a row for --every. */
	sample(): Row {
		return observeSample(this.state.observed, this.machine);
	}

	private get observed(): Observed {
		return {machine: this.machine, figure: (name) => this.figure(name)};
	}

	figure(name: string): number | undefined {
		return readRate(this, name) ?? readFigure(this.machine, name);
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

	ksmSees(): KsmSees {
		const {freedPages, mergedPages} = ratePoint(this.machine);
		return {freedPages, seenPages: mergedPages, share: freedPages > 0 ? mergedPages / freedPages : null};
	}

	rates(): Rates {
		const {machine, state} = this;
		return windowRates(state.observed.rates, machine.ksm.thread.firstWakeNs, ratePoint(machine));
	}

	/** ksmd's cumulative figures at an earlier time or now. Only of a run that keeps its series. */
	ratePointAt(ns: number): RatePoint {
		const {series} = this.state.observed;
		if (series === null) throw new InvariantError('figures at a time are asked of runs that are compared');
		return ratePointAt(series, rateStep(this.machine), ns);
	}

	recentRates(spanNs: number): Rates {
		return recentRates(this.history, this.nowNs, spanNs);
	}

	passes(): KeptRows {
		return keptRows(this.state.observed.passes);
	}

	samples(): KeptRows {
		return keptRows(this.state.observed.samples);
	}

	wakeupLog(): string {
		return formatWakeupLog(this.state.observed.wakeupLog);
	}

	eventsSince(since: number, most = Infinity): readonly RunEvent[] {
		return runEventsSince(this.machine, since, most);
	}

	equals(other: Run): boolean {
		return equalFigures(this.row(), other.row());
	}
}
