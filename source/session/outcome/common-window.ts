// One window for all runs of a comparison. Each run's own rates end at its own 90 %, so that the slower of two kernels
// is measured over another stretch of time than the faster one; side by side such figures mislead.

import {complete, restore, snapshot} from '../../core/index.js';
import {advanceRun} from '../lockstep.js';
import {copyPlain} from '../copy-plain.js';
import {createDivergenceWatch} from '../observers/divergence.js';
import {nothingAt, ratesBetween, type Rates} from '../observers/rates.js';
import {SessionRun} from '../run/simulated-run.js';
import type {SessionState} from '../state.js';

/** The rates of all runs over one window. */
export interface CommonRates {
	/** ksmd's first wakeup in any run, simulated ns. */
	readonly fromNs: number;
	/**
	 * The latest time at which a run had freed 90 % of what it freed; the end of the runs where none freed anything.
	 * Simulated ns.
	 */
	readonly toNs: number;
	/** Over this window, in the order of the runs. */
	readonly rates: readonly Rates[];
}

/** A copy of a run, continued to `toNs` as if it had no `until`; the run itself where it has come so far. The run is not changed. */
function goneOn(state: SessionState, run: SessionRun, toNs: number): SessionRun {
	if (run.ended !== 'until' || run.machine.nowNs >= toNs) return run;
	const copy = new SessionRun(run.kernel, restore(snapshot(run.machine)), copyPlain(run.state));
	copy.state.ended = null;
	const apart: SessionState = {
		...state,
		runs: [copy],
		until: null,
		narration: copyPlain(state.narration),
		watch: createDivergenceWatch([]),
		stop: null,
		viewerRequest: null,
		replaying: true,
	};
	complete(advanceRun(apart, copy, toNs));
	return copy;
}

/**
 * The rates of all runs over their common window. Of a run that ended before the window's end a copy is continued to it,
 * timeline included, so that no run is measured over a time in which it stood still. Needs SessionOptions.forComparison.
 */
export function commonRates(state: SessionState): CommonRates {
	const {runs} = state;
	const firstWakes = runs.map((run) => run.machine.ksm.thread.firstWakeNs).filter((ns) => ns >= 0);
	const fromNs = Math.min(...(firstWakes.length > 0 ? firstWakes : [0]));
	const freeing = runs.filter((run) => run.ksmSees().freedPages > 0);
	const toNs = Math.max(
		fromNs,
		...(freeing.length > 0 ? freeing.map((run) => run.rates().toNs) : runs.map((run) => run.machine.nowNs)),
	);
	const from = nothingAt(fromNs);
	return {
		fromNs,
		toNs,
		rates: runs.map((run) => ratesBetween(from, goneOn(state, run, toNs).ratePointAt(toNs))),
	};
}
