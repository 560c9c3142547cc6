// Resolves the names in an action to processes and addresses. A name without a number means every instance of it; without
// a process every process with the region is meant, but for children that inherited it.

import {isInstanceName} from '../base/instance-name.js';
import type {PageNumber} from '../base/brands.js';
import type {Machine} from '../state/machine.js';
import type {Process, Region} from '../state/mm/process.js';
import type {Target} from './action.js';

/** A target resolved for one process. */
export interface Reach {
	/** The process, alive when the target was resolved. */
	readonly process: Process;
	/** The region of that process which has the name. */
	readonly region: Region;
	/** Virtual page number of the first page. */
	readonly from: PageNumber;
	/** Virtual page number after the last page; it may lie beyond what is still mapped. */
	readonly to: PageNumber;
}

/** The living processes that a name means: that one, or all whose name is it followed by a number. */
export function processesNamed(m: Machine, name: string): Process[] {
	const exact = m.processes.filter((process) => process.alive && process.name === name);
	if (exact.length > 0) return exact;
	return m.processes.filter((process) => process.alive && isInstanceName(process.name, name));
}

/** Where an action works: one stretch of addresses for each process meant. Empty when there is no such process or region. */
export function reachOf(m: Machine, target: Target): Reach[] {
	const processes =
		target.process === undefined ? m.processes.filter(({alive}) => alive) : processesNamed(m, target.process);
	let found = processes.flatMap((process) =>
		process.regions.filter((region) => region.name === target.region).map((region) => ({process, region})),
	);
	if (target.process === undefined && found.some(({region}) => !region.inherited)) {
		found = found.filter(({region}) => !region.inherited);
	}
	return found.map(({process, region}) => ({
		process,
		region,
		from: (region.start + (target.from ?? 0)) as PageNumber,
		to: (region.start + (target.to ?? region.pages)) as PageNumber,
	}));
}
