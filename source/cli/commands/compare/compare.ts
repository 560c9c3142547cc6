// ksmtop compare: several kernels side by side, headless.

import {runHeadless} from '../../headless/headless.js';
import type {Command} from '../../command-line/invocation.js';
import {onePreset} from '../../setup/one-preset.js';
import {manyKernels} from '../../setup/setup.js';

/** Runs the preset on all kernels and prints the comparison; exit codes as those of run. */
export const compare: Command = async (positionals, options) => {
	const scenario = await onePreset('compare', positionals, options);
	return runHeadless('compare', scenario, manyKernels(scenario, options), options);
};
