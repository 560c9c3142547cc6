import {formatsOf} from '../../../report/formats.js';
import type {CommandDescription} from '../../command-line/invocation.js';

/** The command `check`; without arguments it takes all presets that ship, but those that are checked only when named. */
export const check: CommandDescription = {
	name: 'check',
	usage: 'ksmtop check [preset...] [flags]',
	short: 'run the expectations of presets',
	about:
		'Runs presets (all that ship, when none is named) and compares the results with their expectations. Exit code 1 when one is missed.',
	examples: ['ksmtop check', 'ksmtop check free-at-once ./mine.yaml --format tap'],
	flags: ['kernel', 'kernels', 'set', 'seed', 'limit', 'wall-limit', 'format', 'output'],
	formats: formatsOf('check'),
	words: 'presets',
	load: async () => (await import('./check.js')).check,
};
