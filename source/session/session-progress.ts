// How far a session has come towards its end, as far as that can be said beforehand: an estimate for a progress bar.

import {conditionProgress} from '../scenario/conditions.js';
import type {SessionState} from './state.js';
import type {SimulatedRun} from './run/run.js';

/** A figure for this purpose only: full scans count on within a scan, so that the bar does not stand still for one. */
function figureOf(run: SimulatedRun, name: string): number | undefined {
	const figure = run.figure(name);
	if (figure === undefined || (name !== 'full_scans' && name !== 'pass')) return figure;
	return figure + Math.min(0.999, run.ksmd()?.progress ?? 0);
}

/** 0..1, the mean of all runs: 1 for one that has ended, 0 where nothing is known. Takes time for each VMA. */
export function sessionProgress({runs, until, options}: SessionState): number {
	const {limitNs = Infinity} = options;
	const each = runs.map((run) => {
		if (run.ended) return 1;
		const read = (name: string): number | undefined => figureOf(run, name);
		const met = until ? conditionProgress(until, run.kernel.id, read) : 0;
		return Math.max(met, Math.min(1, run.nowNs / limitNs));
	});
	return each.reduce((sum, done) => sum + done, 0) / each.length;
}
