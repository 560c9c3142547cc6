import {formatsOf} from '../../../report/formats.js';
import {HEADLESS_FLAGS} from '../../command-line/flag-groups.js';
import type {CommandDescription} from '../../command-line/invocation.js';

/** The command `run`; its default kernel is mainline if the preset lists it, else the preset's first. */
export const run: CommandDescription = {
	name: 'run',
	usage: 'ksmtop run <preset> [flags]',
	short: 'run a preset on one kernel and report',
	about:
		'Runs a preset on one kernel (--kernel, else mainline if the preset lists it, else its first) until its condition holds, as fast as this host can, and reports. Exit code 1 when --limit was reached or an expectation of the unchanged preset was missed.',
	examples: [
		"ksmtop run free-at-once --kernel mainline --until 'full_scans>=2' --format json",
		'ksmtop run slow-merge --every 1s --format csv --output merge.csv',
		'ksmtop run free-at-once --set pages_to_scan=1000 --wakeup-log',
	],
	flags: ['kernel', ...HEADLESS_FLAGS],
	formats: formatsOf('run'),
	words: 'presets',
	load: async () => (await import('./run.js')).run,
};
