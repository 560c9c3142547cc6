// The limits of a session on what it takes of its computer: memory, shared by its runs, and simulated time.

import {takenArrayBytes, type HostLimits, type Machine} from '../core/index.js';
import {MAX_DURATION_NS} from '../scenario/base/units.js';

interface Limited {
	readonly runs: ReadonlyArray<{readonly machine: Machine}>;
	readonly options: {readonly hostLimits?: HostLimits; readonly limitNs?: number};
}

/** What each of so many runs may take. */
export function limitsPerRun(limits: HostLimits | undefined, runs: number): HostLimits | undefined {
	if (limits === undefined) return undefined;
	return {arrayBytes: limits.arrayBytes / runs, heapBytes: limits.heapBytes / runs};
}

/** Whether there is room for `copies` further copies of one of the session's machines beside all of them. */
export function hasRoomFor({runs, options}: Limited, machine: Machine, copies: number): boolean {
	if (options.hostLimits === undefined) return true;
	const taken = runs.reduce((sum, run) => sum + takenArrayBytes(run.machine), 0);
	return taken + copies * takenArrayBytes(machine) <= options.hostLimits.arrayBytes;
}

/** When runs end at the latest, simulated ns: at the limit, or while simulated time is still an exact integer. */
export const lastNsOf = ({limitNs}: Limited['options']): number =>
	Math.min(limitNs ?? Infinity, MAX_DURATION_NS);
