import {PRESET_FLAGS, VIEW_FLAGS} from '../../command-line/flag-groups.js';
import type {CommandDescription} from '../../command-line/invocation.js';

/** The live view, which runs when no command is named. */
export const view: CommandDescription = {
	name: 'view',
	usage: 'ksmtop [preset] [flags]',
	short: 'the live view; without a preset the regression demo',
	about:
		"htop for a simulated ksmd: KSM, huge pages and the shared zeropage, several kernels in lockstep. A preset is a path (with a / or ending in .yaml, .yml, .json), - for standard input, or a name of 'ksmtop list presets'; a run file (ending in .ndjson) is a recorded session, shown from its start. Without a terminal it prints plain lines.",
	examples: [
		'ksmtop',
		'ksmtop slow-merge --kernels before,mainline --speed max',
		'ksmtop ./mine.yaml --ascii',
	],
	flags: ['kernel', 'kernels', ...PRESET_FLAGS, 'record', ...VIEW_FLAGS, 'plain', 'read-only'],
	formats: [],
	words: 'presets',
	load: async () => (await import('./view.js')).view,
};
