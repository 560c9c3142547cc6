import type {CommandDescription} from '../../command-line/invocation.js';

/** The command `export`; its default kernel is that of run. */
export const exportPreset: CommandDescription = {
	name: 'export',
	usage: 'ksmtop export <preset> [flags]',
	short: 'a preset as a C program for a real kernel',
	about:
		"Prints a C program that does on a real kernel what the preset does in simulation, and reports the kernel's own counters at every full scan. It needs cc and libc to build and root to run. What no program can do on a real kernel (memory tagging, NUMA nodes, exact reclaim, a machine's size) is refused by name. --kernel selects the kernel whose expectations the program tests with --expect.",
	examples: [
		'ksmtop export free-at-once --output free-at-once.c',
		'cc -O2 -o free-at-once free-at-once.c && sudo ./free-at-once',
		'ksmtop export ./mine.yaml --kernel before | ssh root@vm "cat > mine.c"',
	],
	flags: ['kernel', 'param', 'output'],
	formats: [],
	words: 'presets',
	load: async () => (await import('./export.js')).exportPreset,
};
