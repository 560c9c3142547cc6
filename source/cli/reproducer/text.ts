// The C text of a preset's reproducer, or a UsageError that names every reason why there is none.

import {reproducer} from '../../reproducer/reproducer.js';
import type {Scenario} from '../../scenario/scenario.js';
import {sanitize} from '../../scenario/base/text.js';
import {version} from '../package-root.js';
import {UsageError} from '../command-line/usage-error.js';

/** The text of one C file; `kernelId`: the kernel whose expectations its --expect tests. */
export function reproducerText(scenario: Scenario, kernelId: string): string {
	const made = reproducer(scenario, {version: version(), kernelId});
	if ('text' in made) return made.text;
	throw new UsageError(
		made.refusals
			.map(({what, why}) => sanitize(`${scenario.file}: cannot be done on a real kernel: ${what}: ${why}`))
			.join('\n'),
	);
}
