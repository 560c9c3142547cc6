// Drives a session to its end as fast as it goes, in slices of at most about 20 ms, so that signals, closed pipes and
// progress get their turn. The only place of a headless command that lets time pass.

import {setImmediate} from 'node:timers/promises';
import {formatDuration} from '../../scenario/base/units.js';
import type {Steps} from '../../core/index.js';
import type {Session} from '../../session/session.js';
import type {Progress, Status} from './progress.js';
import type {Interruption} from '../signals.js';

const SLICE_MS = 20;
const FIRST_SLICE_PAGES = 50_000;
const LEAST_PAGES = 1000;
const MOST_PAGES = 20_000_000;

export interface PumpOptions {
	readonly interruption: Interruption;
	readonly progress?: Progress;
	/** Stop at this simulated time at the latest. */
	readonly toNs?: number;
	/** After each slice: hands on what was collected. */
	readonly afterSlice?: () => Promise<void>;
}

function status(session: Session, toNs: number): Status {
	const scans = session.runs.map((run) => `${run.title} ${run.row().pass}`).join(', ');
	return {
		words: `${formatDuration(session.nowNs)} simulated, full scans: ${scans}  (Ctrl-C ends with what there is)`,
		done: Math.max(session.progress(), session.nowNs / toNs),
	};
}

/** Goes through steps; an interrupt waits for their end, since half-way there is nothing to report, but hears so. */
async function inSlices<Result>(
	session: Session,
	steps: Steps<Result>,
	{interruption, progress}: PumpOptions,
): Promise<Result> {
	let sliceMs = performance.now();
	let isTold = false;
	for (;;) {
		const step = steps.next();
		if (step.done === true) return step.value;
		if (performance.now() - sliceMs < SLICE_MS) continue;
		await setImmediate();
		sliceMs = performance.now();
		const words = `${session.doing}, ${Math.floor(step.value * 100)} %`;
		if (interruption.requested && !isTold) {
			isTold = true;
			progress?.clear();
			process.stderr.write(`ksmtop: ${words}: this is finished first; another Ctrl-C ends at once\n`);
		}
		progress?.show(() => ({words, done: session.progress()}));
	}
}

/** Returns when all runs have ended, `toNs` is reached, or an interrupt came. */
export async function pump(session: Session, options: PumpOptions): Promise<void> {
	const {interruption, progress, toNs = Infinity, afterSlice} = options;
	let pages = FIRST_SLICE_PAGES;
	for (;;) {
		const before = performance.now();
		const {reason, stop} = await inSlices(session, session.inSteps.advance(toNs, pages), options);
		const took = performance.now() - before;
		if (took > SLICE_MS) pages = Math.max(LEAST_PAGES, Math.floor(pages / 2));
		else if (took < SLICE_MS / 3) pages = Math.min(MOST_PAGES, pages * 2);
		await afterSlice?.();
		// A preset's pauses are for viewers; here there is none to go on by hand.
		const idle = reason === 'stop' && stop?.reason === 'goal';
		if (reason === 'ended' || reason === 'time' || idle) return;
		await setImmediate();
		if (interruption.requested) return;
		progress?.show(() => status(session, toNs));
	}
}
