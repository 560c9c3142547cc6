// Snapshots on the way, so that rewinding replays little. Their number is bounded: when there are too many, the one
// goes that stands closest to its neighbours for its age, so the recent past stays dense and the far past thins out.

import {
	memoryInUse,
	partOf,
	restoreInSteps,
	snapshotBytes,
	snapshotInSteps,
	type Steps,
} from '../core/index.js';
import {copyPlain} from './copy-plain.js';
import {hasRoomFor} from './host-limits.js';
import {createNarration} from './observers/narration.js';
import {SessionRun} from './run/simulated-run.js';
import {createRuns, watchRuns, type Checkpoint, type SessionState} from './state.js';

/** Pages visited between checkpoints: a replay of that much takes a fraction of a second. */
const WORK_BETWEEN = 4_000_000;
/** And at least this many visits per page of the machines, so that reading all of their memory stays a small part. */
const VISITS_PER_PAGE = 4;
/** Memory that all checkpoints together may take; the first and the last are kept whatever they take. */
const BUDGET_BYTES = 384 * 1024 * 1024;

function workBetween(state: SessionState): number {
	const pages = state.runs.reduce((sum, run) => sum + memoryInUse(run.machine), 0);
	return Math.max(WORK_BETWEEN, pages * VISITS_PER_PAGE);
}

/** Checkpoints share what has not changed between them, so how many there may be is found by counting. */
function areTooMany({checkpoints, options}: SessionState): boolean {
	if (checkpoints.length > (options.checkpoints ?? 0)) return true;
	const machines = checkpoints.flatMap(({runs}) => runs.map(({machine}) => machine));
	return checkpoints.length > 2 && snapshotBytes(machines) > BUDGET_BYTES;
}

function thin(state: SessionState): void {
	const {checkpoints, nowNs} = state;
	let worst = -1;
	let least = Infinity;
	for (let i = 1; i < checkpoints.length - 1; i++) {
		const gap = checkpoints[i + 1].timeNs - checkpoints[i - 1].timeNs;
		const density = gap / Math.max(1, nowNs - checkpoints[i].timeNs);
		if (density < least) {
			least = density;
			worst = i;
		}
	}
	checkpoints.splice(worst < 0 ? 0 : worst, 1);
}

/** Takes a checkpoint if enough was done since the last one. All runs must stand at the same time. */
export function* maybeCheckpoint(state: SessionState): Steps {
	if ((state.options.checkpoints ?? 0) === 0 || state.replaying) return;
	const last = state.checkpoints.at(-1);
	const scanned = state.runs.reduce((sum, run) => sum + run.machine.ksm.pagesScanned, 0);
	if (last && (last.timeNs >= state.nowNs || scanned - state.workSinceCheckpoint < workBetween(state)))
		return;
	state.workSinceCheckpoint = scanned;
	// A copy of every machine must have room beside them.
	if (!state.runs.every((run) => hasRoomFor(state, run.machine, state.runs.length))) return;
	state.doing = 'taking a checkpoint';
	const runs: Array<Checkpoint['runs'][number]> = [];
	for (const [index, {kernel, machine, state: known}] of state.runs.entries()) {
		const saved = snapshotInSteps(machine, last?.runs[index]?.machine);
		runs.push({
			kernel,
			machine: yield* partOf(saved, index, state.runs.length),
			state: copyPlain(known),
		});
	}
	state.checkpoints.push({
		timeNs: state.nowNs,
		applied: state.applied,
		runs,
		watch: copyPlain(state.watch),
		narration: copyPlain(state.narration),
	});
	while (areTooMany(state)) thin(state);
}

/** Puts the session at the latest checkpoint that is not after `ns`, or at time 0 with nothing evaluated yet (returns false then). */
export function* restoreBefore(state: SessionState, ns: number): Steps<boolean> {
	const checkpoint = state.checkpoints.findLast((candidate) => candidate.timeNs <= ns);
	state.checkpoints = state.checkpoints.filter((candidate) => candidate.timeNs <= ns);
	if (!checkpoint) {
		state.runs = yield* createRuns(state);
		state.narration = createNarration();
		state.watch = watchRuns(state.runs);
		state.nowNs = 0;
		state.applied = 0;
		state.workSinceCheckpoint = 0;
		return false;
	}
	state.doing = 'going back';
	const runs: SessionRun[] = [];
	for (const [index, {kernel, machine, state: known}] of checkpoint.runs.entries()) {
		const restored = yield* partOf(restoreInSteps(machine), index, checkpoint.runs.length);
		runs.push(new SessionRun(kernel, restored, copyPlain(known)));
	}
	state.runs = runs;
	state.watch = copyPlain(checkpoint.watch);
	state.narration = copyPlain(checkpoint.narration);
	state.nowNs = checkpoint.timeNs;
	state.applied = checkpoint.applied;
	state.workSinceCheckpoint = state.runs.reduce((sum, run) => sum + run.machine.ksm.pagesScanned, 0);
	return true;
}
