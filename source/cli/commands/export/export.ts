// ksmtop export: a preset as a C program.

import type {Command} from '../../command-line/invocation.js';
import {onePreset} from '../../setup/one-preset.js';
import {openOutput} from '../../files/output.js';
import {reproducerText} from '../../reproducer/text.js';
import {oneKernel} from '../../setup/setup.js';

/** Prints C; exit code 2 with every reason when the preset cannot be exported. */
export const exportPreset: Command = async (positionals, options) => {
	const scenario = await onePreset('export', positionals, options);
	const text = reproducerText(scenario, oneKernel(scenario, options).id);
	const output = openOutput(options.output);
	try {
		await output.write(text);
		await output.finish();
	} catch (error) {
		output.abandon();
		throw error;
	}
	return 0;
};
