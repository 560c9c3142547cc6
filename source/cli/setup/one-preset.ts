// For commands that work on exactly one preset.

import type {Scenario} from '../../scenario/scenario.js';
import type {Options} from '../command-line/invocation.js';
import {loadPreset} from './presets.js';
import {wrongArgument} from '../command-line/usage-error.js';

/** The preset that is the command's only argument. */
export async function onePreset(
	command: string,
	positionals: readonly string[],
	{params}: Pick<Options, 'params'>,
): Promise<Scenario> {
	const [preset, extra] = positionals;
	if (preset === undefined)
		throw wrongArgument('preset', {
			message: `${command} needs one`,
			allowed: 'a path, - for standard input, or a name that ksmtop list presets shows',
		});
	if (extra !== undefined)
		throw wrongArgument('preset', {message: `${command} takes one, and nothing after it`, found: extra});
	return loadPreset(preset, params);
}
