// ksmtop run: one kernel, headless.

import {runHeadless} from '../../headless/headless.js';
import type {Command} from '../../command-line/invocation.js';
import {onePreset} from '../../setup/one-preset.js';
import {oneKernel} from '../../setup/setup.js';

export const run: Command = async (positionals, options) => {
	const scenario = await onePreset('run', positionals, options);
	return runHeadless('run', scenario, [oneKernel(scenario, options)], options);
};
