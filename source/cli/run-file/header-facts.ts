// The header of a run file: everything that a replay needs besides the commands.

import type {Kernel} from '../../core/index.js';
import type {Condition} from '../../scenario/conditions.js';
import type {Scenario} from '../../scenario/scenario.js';
import type {Options} from '../command-line/invocation.js';
import {version} from '../package-root.js';
import type {HeaderFacts} from './run-file-format.js';

/** The facts of a session of `scenario` on `kernels`; `limitNs` is simulated time, null for none. */
export function headerFacts(
	scenario: Scenario,
	kernels: readonly Kernel[],
	options: Options,
	until: Condition | null,
	limitNs: number | null,
): HeaderFacts {
	return {
		ksmtop: version(),
		preset: scenario.name,
		kernels: kernels.map(({id}) => id),
		seed: options.seed ?? scenario.seed,
		sets: options.sets,
		until: until?.text ?? null,
		limit_ns: limitNs,
		text: scenario.text,
	};
}
