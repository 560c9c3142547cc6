// ksmd's cumulative figures at the end of every wakeup, so that runs can be compared over a window that is known only
// when all of them have ended. Memory is bounded: beyond POINTS_KEPT every other point is dropped, and what lies between
// two points is taken to have come evenly, an error far below the last digit that is printed.

import type {ReadonlyMachine} from '../../core/index.js';
import {nothingAt, ratePoint, type RatePoint} from './rates.js';

const POINTS_KEPT = 65_536;

/** A wakeup: when its batch began, and the figures at its end. */
export interface RateStep extends RatePoint {
	/** Simulated ns. */
	readonly beganNs: number;
}

/** Bounded: at most 65,536 points. */
export interface RateSeries {
	/** By time. */
	steps: RateStep[];
}

/** An empty series. */
export const createRateSeries = (): RateSeries => ({steps: []});

/** The wakeup that has just ended, or is under way. */
export const rateStep = (machine: ReadonlyMachine): RateStep =>
	Object.freeze({...ratePoint(machine), beganNs: machine.ksm.thread.wakeupStartNs});

/** Adds the wakeup that has just ended. */
export function addRateStep(series: RateSeries, step: RateStep): void {
	series.steps.push(step);
	if (series.steps.length < POINTS_KEPT) return;
	const {steps} = series;
	series.steps = steps
		.filter((_, i) => i % 2 === 1)
		.map((kept, i) => Object.freeze({...kept, beganNs: steps[i * 2].beganNs}));
}

const NOTHING: RateStep = {...nothingAt(0), beganNs: 0};

/**
 * The figures at `ns`: those of the last wakeup that had ended, and of a batch under way the share of it that had
 * passed. `last` is how things stand at the end of the series.
 */
export function ratePointAt(series: RateSeries, last: RateStep, ns: number): RatePoint {
	const {steps} = series;
	let low = 0;
	let high = steps.length;
	while (low < high) {
		const middle = (low + high) >>> 1;
		if (steps[middle].timeNs <= ns) low = middle + 1;
		else high = middle;
	}
	const before = steps[low - 1] ?? NOTHING;
	const after = steps[low] ?? last;
	const share =
		after.timeNs > after.beganNs
			? Math.min(1, Math.max(0, (ns - after.beganNs) / (after.timeNs - after.beganNs)))
			: 1;
	const at = (name: 'freedPages' | 'mergedPages' | 'cpuNs'): number =>
		before[name] + share * (after[name] - before[name]);
	return {
		timeNs: ns,
		freedPages: at('freedPages'),
		mergedPages: at('mergedPages'),
		cpuNs: at('cpuNs'),
		wakeups: share === 1 ? after.wakeups : before.wakeups,
	};
}
