// The context in which entries and expectations are compiled, and the one way to read a condition in a preset.

import {parseCondition} from '../conditions.js';
import type {Path} from '../parse/problems.js';
import type {Condition} from '../conditions.js';
import type {ProcessTemplate} from '../scenario.js';
import type {Compiling} from '../workload.js';

/** What entries and expectations may refer to. */
export interface EntryContext extends Compiling {
	/** The compiled processes, for `start`. */
	readonly templates: readonly ProcessTemplate[];
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
		found,
		allowed,
		candidates: nearest === undefined ? undefined : [nearest],
	});
	return undefined;
}
