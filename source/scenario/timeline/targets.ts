// Checks what a timeline entry refers to: a process by name, a region of it, a range of the region.

import type {Target} from '../../core/index.js';
import type {Path} from '../parse/problems.js';
import {formatPages} from '../base/units.js';
import {regionPages, type Compiling, type ProcessInfo} from '../workload.js';

/** Process, region and range as an action's fields give them. */
export interface TargetData {
	/** Undefined: every process that has the region. */
	readonly process?: string | undefined;
	/** Name of the region. */
	readonly region: string;
	/** Pages from the region's start, half-open; undefined: all of it. */
	readonly range?: {from: number; to: number} | undefined;
}

/** A target with the processes and the pages that it may refer to. */
export interface Found {
	/** The target as the core's actions take it. */
	readonly target: Target;
	/** The processes that have the region. */
	readonly infos: readonly ProcessInfo[];
	/** Pages of the largest region meant. */
	readonly pages: number;
}

interface Place extends Compiling {
	readonly path: Path;
}

/** The process of that name; left out, the only one there is. Notes a problem otherwise. */
export function findProcess(
	name: string | undefined,
	{workload, problems, path}: Place,
): ProcessInfo | undefined {
	if (name === undefined) {
		if (workload.infos.length === 1) return workload.infos[0];
		problems.at(path, {
			message: 'the field process is missing: there are several processes',
			found: 'nothing',
		});
		return undefined;
	}
	const info = workload.processes.get(name);
	if (!info) {
		const names = workload.infos.map((known) => known.name);
		problems.at([...path, 'process'], {
			message: 'no process of this name',
			found: name,
			allowed: names.slice(0, 20).join(', ') || 'there are no processes',
			candidates: workload.processes.keys(),
		});
	}
	return info;
}

/** Checks process, region and range, and gives what the core takes. */
export function findTarget(data: TargetData, place: Place): Found {
	const {workload, problems, path} = place;
	const {process, region, range} = data;
	const info = process === undefined ? undefined : findProcess(process, place);
	const meant = process === undefined ? workload.infos : info ? [info] : [];
	const infos = meant.filter((candidate) => regionPages(candidate, region) !== undefined);
	const pages = Math.max(0, ...infos.map((candidate) => regionPages(candidate, region) ?? 0));
	if (infos.length === 0 && (process === undefined || info)) {
		const names = new Set(meant.flatMap((candidate) => [...candidate.regions.keys()]));
		problems.at([...path, 'region'], {
			message:
				process === undefined
					? 'no process has a region of this name'
					: `${process} has no region of this name`,
			found: region,
			allowed: [...names].slice(0, 20).join(', ') || 'there are no regions',
			candidates: names,
		});
	} else if (range && range.to > pages && infos.length > 0) {
		problems.at([...path, 'range'], {
			message: 'a range beyond the region',
			allowed: `up to ${formatPages(pages)}`,
		});
	}
	const target: Target = {
		region,
		...(process === undefined ? {} : {process}),
		...(range === undefined ? {} : {from: range.from, to: range.to}),
	};
	return {target, infos, pages};
}
