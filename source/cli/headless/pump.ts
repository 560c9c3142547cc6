// Runs a session to its end at full speed, in slices of about 20 ms, between which signals, closed pipes and progress are
// handled. The only place where a headless command advances simulated time.

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

/** What a headless session runs under. */
export interface PumpOptions {
	/** Ends the session between two slices when it has been requested. */
	readonly interruption: Interruption;
	/** Where progress is shown; default: nowhere. */
	readonly progress?: Progress;
	/** Simulated ns at which to stop at the latest; default none. */
	readonly toNs?: number;
	/** Called after each slice, to write what was collected. */
	readonly afterSlice?: () => Promise<void>;
}

function status(session: Session, toNs: number): Status {
	const scans = session.runs.map((run) => `${run.title} ${run.row().pass}`).join(', ');
	return {
		words: `${formatDuration(session.nowNs)} simulated, full scans: ${scans}  (Ctrl-C stops and reports)`,
		done: Math.max(session.progress(), session.nowNs / toNs),
	};
}

/** Runs steps to their end. An interrupt has to wait for it, since half-way there is nothing to report; stderr says so. */
async function inSlices<Result>(
	session: Session,
	steps: Steps<Result>,
	{interruption, progress}: PumpOptions,
): Promise<Result> {
	let sliceMs = performance.now();
	let isReported = false;
	for (;;) {
		const step = steps.next();
		if (step.done === true) return step.value;
		if (performance.now() - sliceMs < SLICE_MS) continue;
		await setImmediate();
		sliceMs = performance.now();
		const words = `${session.doing}, ${Math.floor(step.value * 100)} %`;
		if (interruption.requested && !isReported) {
			isReported = true;
			progress?.clear();
			process.stderr.write(`ksmtop: ${words}: this step is completed first; another Ctrl-C ends at once\n`);
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
		// Pauses of a preset are for viewers and are ignored here.
		const idle = reason === 'stop' && stop?.reason === 'goal';
		if (reason === 'ended' || reason === 'time' || idle) return;
		await setImmediate();
		if (interruption.requested) return;
		progress?.show(() => status(session, toNs));
	}
}
