// How many checkpoints a session may keep: going back is quick with many, but each is a copy of all machines.

import type {Scenario} from '../../scenario/scenario.js';

/** Memory that checkpoints may take, and what they take per simulated page. */
const ALLOWED_BYTES = 256 * 2 ** 20;
const BYTES_PER_PAGE = 48;
const FEWEST = 2;
const MOST = 32;

export function checkpointCount(scenario: Scenario, runs: number): number {
	const pages = scenario.processes.reduce((sum, process) => sum + process.count * process.mappedPages, 0);
	const each = Math.max(1, pages * runs * BYTES_PER_PAGE);
	return Math.max(FEWEST, Math.min(MOST, Math.floor(ALLOWED_BYTES / each)));
}
