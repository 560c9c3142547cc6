import {formatsOf} from '../../../report/formats.js';
import type {CommandDescription} from '../../command-line/invocation.js';

export const check: CommandDescription = {
	name: 'check',
	usage: 'ksmtop check [preset...] [flags]',
	short: 'run the expectations of presets',
	about:
		'Runs presets (all that ship, when none is named) and holds what came out against their expectations. Exit code 1 when one is missed.',
	examples: ['ksmtop check', 'ksmtop check free-at-once ./mine.yaml --format tap'],
	flags: ['kernel', 'kernels', 'set', 'seed', 'limit', 'wall-limit', 'format', 'output'],
	formats: formatsOf('check'),
	words: 'presets',
	load: async () => (await import('./check.js')).check,
};
