import {formatsOf} from '../../../report/formats.js';
import type {CommandDescription} from '../../command-line/invocation.js';

/** The command `doctor`, which takes no arguments. */
export const doctor: CommandDescription = {
	name: 'doctor',
	usage: 'ksmtop doctor',
	short: 'what was detected: terminal, colours, locale, host',
	about:
		"Shows how ksmtop would draw here and why, the versions of what it runs on, and this host's own KSM and THP settings where they can be read.",
	examples: ['ksmtop doctor', 'ksmtop doctor --format json'],
	flags: ['format', 'output'],
	formats: formatsOf('doctor'),
	load: async () => (await import('./doctor.js')).doctor,
};
