// What a recording should show according to the model: the scenario in exact mode, on one kernel, with a row at the end
// of each wakeup or full scan in the form of a recording's.

import {ROW_NAMES, type Kernel, type KernelVersion} from '../core/index.js';
import {exactScenario, KEEPER} from '../reproducer/exact.js';
import type {Scenario} from '../scenario/scenario.js';
import type {Row} from '../session/run/row.js';
import type {Run} from '../session/run/run.js';
import type {Session} from '../session/session.js';
import {createSession} from '../session/simulated-session.js';
import type {ObservedProcess, ObservedRow} from './recording.js';

/** One kernel's run of a scenario in exact mode. */
export interface ModelRun {
	/** The variant that ran. */
	readonly kernel: Kernel;
	/** The version whose rules it had beside its own. */
	readonly kernelVersion: KernelVersion;
	/** Rows in the order of time, one for each full scan or wakeup. */
	readonly rows: readonly ObservedRow[];
	/** The session after its end. */
	readonly session: Session;
}

/** Pages visited between two yields. */
const SLICE_PAGES = 2 ** 14;
/** A day, simulated: far beyond what a user waits for. */
const LIMIT_NS = 86_400e9;

const NO_KNOBS: ObservedRow['knobs'] = new Map();

function observeProcesses(run: Run): ObservedProcess[] {
	return run
		.processes()
		.map(({report: {name, ...figures}}) => ({
			name,
			figures: new Map(Object.entries(figures).map(([figure, value]) => [figure, Number(value)])),
		}))
		.filter(({name}) => name !== KEEPER);
}

/** A row of the model as a recording has rows. */
export function observe(run: Run, {pass, wakeups, timeNs, values}: Row, isFullScan: boolean): ObservedRow {
	const figures = new Map(ROW_NAMES.map((name, i) => [name, values[i]]));
	return {
		pass,
		wakeups,
		timeNs,
		wallNs: null,
		isFullScan,
		figures,
		processes: observeProcesses(run),
		knobs: NO_KNOBS,
	};
}

/**
 * Runs the scenario as a reproducer would. `every`: a row for each full scan, or for each wakeup. It ends when the scenario
 * does, or soon after `mostRows` rows: some kernels never come to what the scenario waits for. Yields now and then,
 * so that a caller can stop or show progress. Throws what createSession throws.
 */
export function* modelRun(
	scenario: Scenario,
	kernel: Kernel,
	kernelVersion: KernelVersion,
	every: 'pass' | 'wakeup' = 'pass',
	mostRows = Infinity,
): Generator<void, ModelRun> {
	const rows: ObservedRow[] = [];
	let passes = 0;
	const session = createSession(exactScenario(scenario, kernelVersion), {
		kernels: [kernel],
		limitNs: LIMIT_NS,
		every,
		onSample(run, row) {
			rows.push(observe(run, row, row.pass > passes));
			passes = row.pass;
		},
	});
	for (;;) {
		const {reason, stop} = session.advance(Infinity, SLICE_PAGES);
		if (
			rows.length >= mostRows ||
			session.ended ||
			reason === 'ended' ||
			(reason === 'stop' && stop?.reason === 'goal')
		)
			break;
		yield;
	}
	return {kernel, kernelVersion, rows, session};
}
