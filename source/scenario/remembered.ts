// What the loader knew about a scenario's names and free contents, for compiling a session's commands later.

import type {Scenario} from './scenario.js';
import type {Workload} from './workload.js';

const remembered = new WeakMap<Scenario, Workload>();

export function rememberWorkload(scenario: Scenario, workload: Workload): void {
	remembered.set(scenario, workload);
}

/** The workload of a scenario that the loader made. */
export function workloadOf(scenario: Scenario): Workload | undefined {
	return remembered.get(scenario);
}
