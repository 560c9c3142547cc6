// Which workloads distinguish kernels, and the fewest that do it as well as all together.

import {KERNELS, KERNEL_VERSIONS} from '../../core/index.js';
import type {Scenario} from '../../scenario/scenario.js';
import {modelRun} from '../model-run.js';
import type {ObservedRow} from '../recording.js';
import {signature, type Candidate} from '../verdicts.js';
import {workloads} from './workloads.js';

/** Every kernel of the catalogue under the rules of every version. */
export const CANDIDATES: readonly Candidate[] = KERNELS.flatMap((kernel) =>
	KERNEL_VERSIONS.map((version) => ({kernel, version})),
);

/** A workload, and what each candidate does with it. */
export interface SeparatedWorkload {
	/** Name of the workload: "zeros-and-pairs". */
	readonly name: string;
	/** As a user would load it. */
	readonly scenario: Scenario;
	/** Rows by candidate, in the order of CANDIDATES. */
	readonly rows: ReadonlyArray<readonly ObservedRow[]>;
	/** For each candidate the number of the class that the workload puts it in. */
	readonly classes: readonly number[];
}

/** How many classes some workloads make together. */
function countClasses(chosen: readonly SeparatedWorkload[]): number {
	return new Set(CANDIDATES.map((_, i) => chosen.map(({classes}) => classes[i]).join())).size;
}

/** The smallest subset that makes as many classes as all; of several the first. At most 2^n subsets are tried. */
export function smallestSeparatingSet(all: readonly SeparatedWorkload[]): SeparatedWorkload[] {
	const wanted = countClasses(all);
	const subset = (bits: number): SeparatedWorkload[] => all.filter((_, i) => (bits >> i) & 1);
	let best = all.slice();
	for (let bits = 1; bits < 2 ** all.length; bits++) {
		const chosen = subset(bits);
		if (chosen.length < best.length && countClasses(chosen) === wanted) best = chosen;
	}
	return best;
}

/** Runs all workloads on all candidates. Yields between stretches of work. */
export function* separateAll(): Generator<void, SeparatedWorkload[]> {
	const separated: SeparatedWorkload[] = [];
	for (const {name, scenario} of workloads()) {
		const rows: Array<readonly ObservedRow[]> = [];
		const numbers = new Map<string, number>();
		const classes: number[] = [];
		for (const {kernel, version} of CANDIDATES) {
			const run = yield* modelRun(scenario, kernel, version);
			rows.push(run.rows);
			const key = signature(run.rows);
			if (!numbers.has(key)) numbers.set(key, numbers.size);
			classes.push(numbers.get(key) as number);
		}
		separated.push({name, scenario, rows, classes});
	}
	return separated;
}
