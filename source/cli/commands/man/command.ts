import type {CommandDescription} from '../../command-line/invocation.js';

/** The command `man`, which takes no arguments. */
export const man: CommandDescription = {
	name: 'man',
	usage: 'ksmtop man',
	short: 'the manual page, for man -l -',
	about:
		'Prints the manual page as roff source. npm install -g installs it for man; this command is for other installations.',
	examples: ['ksmtop man | man -l -', 'ksmtop man --output ~/.local/share/man/man1/ksmtop.1'],
	flags: ['output'],
	formats: [],
	load: async () => (await import('./man.js')).man,
};
