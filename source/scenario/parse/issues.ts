// Turns what zod found into problems with a place.

import type {z} from 'zod';
import {MISSING} from '../schema/leaves.js';
import type {Path, Problems} from './problems.js';

const NO_MEMCG =
	'memory cgroups are not modelled: all pages belong to one, without a limit; pressure reclaims from the whole machine';

/** Fields that a reader who knows the kernel might try, and why there are none. */
const ABSENT: ReadonlyMap<string, string> = new Map(
	['cgroup', 'memcg', 'memory_high', 'memory_limit', 'memory_max', 'memory.high', 'memory.max'].map(
		(name) => [name, NO_MEMCG],
	),
);

const steps = (path: readonly PropertyKey[]): Path =>
	path.map((step) => (typeof step === 'number' ? step : String(step)));

/** Notes every issue. */
export function noteIssues(issues: readonly z.core.$ZodIssue[], problems: Problems): void {
	for (const issue of issues) {
		const path = steps(issue.path);
		if (issue.code === 'unrecognized_keys') {
			const [what, ...names] = issue.message.split('|');
			for (const name of issue.keys)
				problems.at([...path, name], {
					message: ABSENT.get(name) ?? `unknown field of ${what}`,
					found: name,
					allowed: names.join(', '),
					candidates: names,
					key: true,
				});
			continue;
		}
		const field = path.findLast((step) => typeof step === 'string');
		const params = (issue.code === 'custom' ? issue.params : undefined) as
			{allowed?: string; candidates?: readonly string[]} | undefined;
		const missing = issue.message === MISSING;
		problems.at(path, {
			message: missing
				? `the field ${field} is missing`
				: field === undefined
					? issue.message
					: `${field}: ${issue.message}`,
			found: missing ? 'nothing' : undefined,
			allowed: params?.allowed,
			candidates: params?.candidates,
		});
	}
}
