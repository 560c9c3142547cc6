// What is recorded of one run on its way: the worst wakeup, rows, rates, the wakeup log, the history for charts. All of it
// is plain data and bounded. Observing reads the machine and never changes it, so it cannot alter the outcome.

import {readFigure, type ReadonlyMachine} from '../../core/index.js';
import {takeRow, type Row} from '../run/row.js';
import {
	createHistory,
	historyMark,
	writeHistory,
	writeWakeup,
	type History,
	type HistoryMark,
	type Observed,
} from './history.js';
import {createRowKeeper, keepRow, type RowKeeper} from './kept-rows.js';
import {addRatePoint, createRateWindow, ratePoint, type RateWindow} from './rates.js';
import {addRateStep, createRateSeries, rateStep, type RateSeries} from './rate-series.js';
import {createWakeupLog, logWakeup, type WakeupLog} from './wakeup-log.js';

/** The wakeup in which ksmd freed the most pages so far. */
export interface WorstWakeup {
	/** Pages that ksmd freed in it. */
	readonly pages: number;
	/** pages_to_scan as it read it. */
	readonly budget: number;
	/** Its number, from 1. */
	readonly wakeup: number;
	/** When it ended, simulated ns. */
	readonly timeNs: number;
}

/** Plain data, copied into checkpoints and forks. */
export interface Observations {
	/** null while no wakeup has freed a page. */
	worst: WorstWakeup | null;
	/** What the charts draw. */
	readonly history: History;
	/** The cumulative figures up to which the history has been written. */
	written: HistoryMark;
	/** For the rates until 90 % was freed. */
	readonly rates: RateWindow;
	/** ksmd's figures at the end of every wakeup; null where they are not kept. */
	readonly series: RateSeries | null;
	/** Run lengths of wakeups. */
	readonly wakeupLog: WakeupLog;
	/** A row for each full scan. */
	readonly passes: RowKeeper;
	/** The rows of SessionOptions.every. */
	readonly samples: RowKeeper;
}

/** From SessionOptions and the scenario. */
export interface ObservationOptions {
	/** Keeps the whole log; else its end. */
	readonly wholeWakeupLog: boolean;
	/** Keeps what the rates over any window need. */
	readonly keepsRateSeries: boolean;
	/** Names of figures whose course is kept beside what every history has. */
	readonly watched: readonly string[];
}

/** Nothing observed but the machine's state at its start. */
export function createObservations(
	machine: ReadonlyMachine,
	{wholeWakeupLog, keepsRateSeries, watched}: ObservationOptions,
): Observations {
	const history = createHistory(watched);
	const figure = (name: string): number | undefined => readFigure(machine, name);
	return {
		worst: null,
		history,
		written: writeHistory(history, {machine, figure}, historyMark(machine)),
		rates: createRateWindow(),
		series: keepsRateSeries ? createRateSeries() : null,
		wakeupLog: createWakeupLog(wholeWakeupLog),
		passes: createRowKeeper(),
		samples: createRowKeeper(),
	};
}

/** To be called after an action, and when time has passed without a wakeup ending. */
export function observe(observed: Observations, run: Observed): void {
	// A write that waited for ksmd's mutex has ended the wakeup that was under way.
	if (run.machine.ksm.thread.wakeups > observed.wakeupLog.total) observeWakeup(observed, run);
	else observed.written = writeHistory(observed.history, run, observed.written);
}

/** To be called after the end of a wakeup. Returns the row of the full scan that ended with it; null: none did. */
export function observeWakeup(observed: Observations, run: Observed): Row | null {
	const {machine} = run;
	const {lastScanned, lastFreed, budget, wakeups} = machine.ksm.thread;
	logWakeup(observed.wakeupLog, lastScanned, lastFreed);
	if (observed.series !== null) addRateStep(observed.series, rateStep(machine));
	if (lastFreed > 0) addRatePoint(observed.rates, ratePoint(machine));
	if (lastFreed > (observed.worst?.pages ?? 0))
		observed.worst = {pages: lastFreed, budget, wakeup: wakeups, timeNs: machine.nowNs};
	writeWakeup(observed.history, machine);
	observed.written = writeHistory(observed.history, run, observed.written);
	if (observed.passes.total === machine.ksm.fullScansEver) return null;
	const row = takeRow(machine);
	keepRow(observed.passes, row);
	return row;
}

/** Takes a row for --every. */
export function observeSample(observed: Observations, machine: ReadonlyMachine): Row {
	const row = takeRow(machine);
	keepRow(observed.samples, row);
	return row;
}
