// ksmtop run: one kernel, headless.

import {runHeadless} from '../../headless/headless.js';
import type {Command} from '../../command-line/invocation.js';
import {onePreset} from '../../setup/one-preset.js';
import {oneKernel} from '../../setup/setup.js';

/**
 * Exit code 0; 1: --limit or --wall-limit reached, or an expectation of the unchanged preset missed; 3: an invariant
 * broke.
 */
export const run: Command = async (positionals, options) => {
	const scenario = await onePreset('run', positionals, options);
	return runHeadless('run', scenario, [oneKernel(scenario, options)], options);
};
