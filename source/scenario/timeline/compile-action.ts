// Compiles an action that a user gives during a session: plain data in the shape of an entry of a preset's timeline.

import {ContentSpace} from '../fills/content-space.js';
import {compileEntry} from './entry.js';
import {noteIssues} from '../parse/issues.js';
import {keyOf} from '../base/keyed-hash.js';
import {Problems} from '../parse/problems.js';
import type {Problem, Scenario, TimelineEntry} from '../scenario.js';
import {timelineEntry} from '../schema/timeline-schema.js';
import {workloadOf} from '../remembered.js';
import type {Workload} from '../workload.js';

/** Contents that unnamed fills of one command choose from: a part of what the preset left free, by the command. */
function spaceFor(workload: Workload, key: string): ContentSpace {
	const [from, to] = workload.space.largest();
	const start = from + Math.floor((keyOf(key) / 2 ** 32) * ((to - from) / 2));
	return new ContentSpace([
		[0, start],
		[to, 2 ** 32],
	]);
}

/**
 * Compiles one command. `at` and `when` mean what they mean in a preset; without them it is done at once. `ordinal`, the
 * command's place in the session, makes the contents of two equal commands differ. Never throws.
 */
export function compileAction(
	json: unknown,
	scenario: Scenario,
	ordinal = 0,
): {entry: TimelineEntry} | {problems: Problem[]} {
	const problems = new Problems('command', () => ({line: 1, column: 1}));
	const known = workloadOf(scenario);
	const parsed = timelineEntry.safeParse(json);
	if (!parsed.success) noteIssues(parsed.error.issues, problems);
	else if (known === undefined) problems.at([], {message: 'a scenario that was not loaded here'});
	else {
		const workload = {...known, space: spaceFor(known, `${ordinal}/${JSON.stringify(json)}`)};
		const entry = compileEntry(
			parsed.data,
			json as object,
			-1,
			{workload, templates: scenario.processes, problems},
			[],
		);
		if (problems.none) return {entry};
	}
	return {problems: problems.list};
}
