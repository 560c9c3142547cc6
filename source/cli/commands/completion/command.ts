import type {CommandDescription} from '../../command-line/invocation.js';

export const completion: CommandDescription = {
	name: 'completion',
	usage: 'ksmtop completion <bash|zsh|fish>',
	short: 'completions for a shell, to be read by it at its start',
	about:
		'Prints a script by which a shell completes commands, flags, formats, and the names of presets, kernels and knobs. Reading it at the start of the shell keeps it as new as the program.',
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
