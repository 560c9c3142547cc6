// How many checkpoints a session may keep: rewinding is quick with many, but each is a copy of all machines.

import {HOST_BYTES_PER_PAGE} from '../../core/index.js';
import type {Scenario} from '../../scenario/scenario.js';

/** Memory that checkpoints may take. */
const ALLOWED_BYTES = 256 * 2 ** 20;
const FEWEST = 2;
const MOST = 32;
/** Checkpoints of a session whose size is not estimated beforehand. */
export const MOST_CHECKPOINTS = 8;

/** 2 to 32: as many as fit in 256 MiB when each copies all mapped pages of `runs` machines. */
export function checkpointCount(scenario: Scenario, runs: number): number {
	const pages = scenario.processes.reduce((sum, process) => sum + process.count * process.mappedPages, 0);
	const each = Math.max(1, pages * runs * HOST_BYTES_PER_PAGE);
	return Math.max(FEWEST, Math.min(MOST, Math.floor(ALLOWED_BYTES / each)));
}
