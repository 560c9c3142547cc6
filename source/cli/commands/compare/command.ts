import {formatsOf} from '../../../report/formats.js';
import {HEADLESS_FLAGS} from '../../command-line/flag-groups.js';
import type {CommandDescription} from '../../command-line/invocation.js';

/** The command `compare`; its default kernels are those of the preset. */
export const compare: CommandDescription = {
	name: 'compare',
	usage: 'ksmtop compare <preset> [flags]',
	short: 'run a preset on several kernels, side by side',
	about:
		"Runs a preset on several kernels and scores them: is the rate limit kept, is use_zero_pages respected, how fast is memory freed, at what CPU cost, what do KSM's own counters show of it, and where do the kernels first differ.",
	examples: [
		'ksmtop compare free-at-once',
		'ksmtop compare slow-zero --kernels before,mainline,rfc --format markdown',
	],
	flags: ['kernels', ...HEADLESS_FLAGS],
	formats: formatsOf('compare'),
	words: 'presets',
	load: async () => (await import('./compare.js')).compare,
};
