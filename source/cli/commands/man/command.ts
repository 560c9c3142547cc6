import type {CommandDescription} from '../../command-line/invocation.js';

export const man: CommandDescription = {
	name: 'man',
	usage: 'ksmtop man',
	short: 'the manual page, for man -l -',
	about:
		'Prints the manual page in the language of man. npm install -g puts it where man finds it; this is for everywhere else.',
	examples: ['ksmtop man | man -l -', 'ksmtop man --output ~/.local/share/man/man1/ksmtop.1'],
	flags: ['output'],
	formats: [],
	load: async () => (await import('./man.js')).man,
};
