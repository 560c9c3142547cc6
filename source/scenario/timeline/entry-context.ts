// The context in which entries and expectations are compiled, and the one way to read a condition in a preset.

import {parseCondition} from '../conditions.js';
import type {Path, Problems} from '../parse/problems.js';
import type {Condition} from '../conditions.js';
import type {ProcessTemplate} from '../scenario.js';
import type {Workload} from '../workload.js';

/** What entries and expectations may refer to. */
export interface EntryContext {
	/** Names of kernels, processes and regions, and free contents. */
	readonly workload: Workload;
	/** The compiled processes, for `start`. */
	readonly templates: readonly ProcessTemplate[];
	/** Where problems of the entry are noted. */
	readonly problems: Problems;
}

/** Reads a condition; names are checked against what the preset has. */
export function readCondition(
	text: string,
	{workload, problems}: EntryContext,
	path: Path,
): Condition | undefined {
	const parsed = parseCondition(text, {kernels: workload.kernels, processes: workload.processes.keys()});
	if ('condition' in parsed) return parsed.condition;
	const {message, column, found, allowed, nearest} = parsed.problem;
	problems.at(path, {
		message: `${String(path.at(-1))}: ${message}`,
		column,
		...(found === undefined ? {} : {found}),
		...(allowed === undefined ? {} : {allowed}),
		...(nearest === undefined ? {} : {candidates: [nearest]}),
	});
	return undefined;
}
