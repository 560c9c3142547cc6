// Which kernels of the catalogue a recording fits: each is run as the reproducer ran; kernels that the preset cannot
// distinguish share one verdict.

import type {Kernel, KernelVersion} from '../core/index.js';
import {usesAdvisor} from '../reproducer/exact.js';
import type {Scenario} from '../scenario/scenario.js';
import {COMPARED_COUNTERS, COMPARED_PROCESS_FIGURES, WHOLE_SYSTEM} from './compared.js';
import {compareRows, type Comparison} from './difference.js';
import {modelRun, type ModelRun} from './model-run.js';
import type {ObservedRow, Recording} from './recording.js';

/** The outcome for some kernels that behave alike. */
export interface Verdict {
	/** Kernels that the preset cannot distinguish; at least one. */
	readonly runs: readonly ModelRun[];
	/** Expected are the rows of these kernels. */
	readonly comparison: Comparison;
	/** Nothing differs but, perhaps, figures of the whole system. */
	readonly isEqual: boolean;
}

const DECIDING = COMPARED_COUNTERS.filter((name) => !WHOLE_SYSTEM.has(name));

/** The figures that decide, as one text: a recording cannot distinguish runs with equal texts. */
export function signature(rows: readonly ObservedRow[]): string {
	const parts = rows.map(({pass, wakeups, figures, processes}) => {
		const counters = DECIDING.map((name) => figures.get(name));
		const own = processes.map(({name, figures: those}) => [
			name,
			...COMPARED_PROCESS_FIGURES.map((figure) => those.get(figure)),
		]);
		return JSON.stringify([pass, wakeups, counters, own]);
	});
	return parts.join('\n');
}

/** Whether the run came to its own end. */
const isWhole = ({endedBy}: Recording): boolean => endedBy === 'until' || endedBy === 'idle';

/** A kernel, and the version whose rules it has beside its own. */
export interface Candidate {
	/** A variant of the thread. */
	readonly kernel: Kernel;
	/** One of KERNEL_VERSIONS. */
	readonly version: KernelVersion;
}

/**
 * Runs every candidate and compares the recording with it. Yields between stretches of work. Throws what createSession
 * throws.
 */
export function* verdictsOf(
	scenario: Scenario,
	recording: Recording,
	candidates: readonly Candidate[],
): Generator<void, Verdict[]> {
	const every = recording.rows.every((row) => row.isFullScan) ? 'pass' : 'wakeup';
	// One row more than were recorded is enough to see that the model goes on.
	const most = recording.rows.length + 1;
	const groups = new Map<string, ModelRun[]>();
	for (const {kernel, version} of candidates) {
		const whole = yield* modelRun(scenario, kernel, version, every, most);
		const run = {...whole, rows: whole.rows.slice(0, most)};
		const key = signature(run.rows);
		const group = groups.get(key);
		if (group) group.push(run);
		else groups.set(key, [run]);
	}
	return [...groups.values()].map((runs) => {
		// A recording that was cut short says nothing about what would have come.
		const expected = isWhole(recording) ? runs[0].rows : runs[0].rows.slice(0, recording.rows.length);
		const comparison = compareRows(expected, recording.rows, !usesAdvisor(scenario));
		return {runs, comparison, isEqual: comparison.differences.length === 0};
	});
}
