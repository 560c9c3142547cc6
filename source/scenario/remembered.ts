// What the loader gathered about a scenario's names and free contents, for compiling a session's commands later.

import type {Scenario} from './scenario.js';
import type {Workload} from './workload.js';

const remembered = new WeakMap<Scenario, Workload>();

/** Keeps `workload` as long as the scenario is referenced. */
export function rememberWorkload(scenario: Scenario, workload: Workload): void {
	remembered.set(scenario, workload);
}

/** The workload of a scenario that the loader made; undefined for any other object of that shape. */
export function workloadOf(scenario: Scenario): Workload | undefined {
	return remembered.get(scenario);
}
