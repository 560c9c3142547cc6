import type {CommandDescription} from '../../command-line/invocation.js';

/** The command `completion`, which takes the name of a shell. */
export const completion: CommandDescription = {
	name: 'completion',
	usage: 'ksmtop completion <bash|zsh|fish>',
	short: 'completions for bash, zsh or fish',
	about:
		'Prints a script by which a shell completes commands, flags, formats, and the names of presets, kernels and knobs. Sourced at the start of the shell, it always matches the installed version.',
	examples: [
		"echo 'source <(ksmtop completion bash)' >>~/.bashrc",
		"echo 'source <(ksmtop completion zsh)' >>~/.zshrc    # after compinit",
		'ksmtop completion fish >~/.config/fish/completions/ksmtop.fish',
	],
	flags: ['output'],
	formats: [],
	words: ['bash', 'zsh', 'fish'],
	load: async () => (await import('./completion.js')).completion,
};
