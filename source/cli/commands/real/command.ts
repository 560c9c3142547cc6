import {formatsOf} from '../../../report/formats.js';
import type {CommandDescription} from '../../command-line/invocation.js';

export const real: CommandDescription = {
	name: 'real',
	usage: 'ksmtop real <preset> [flags]  or  ksmtop real --identify [flags]',
	short: "a preset on this machine's kernel, beside the model",
	about:
		"Exports the preset, builds it with this machine's cc, runs it on this machine's kernel batch by batch, and shows what the kernel counted as one more column, R, beside the model's kernels. Says for every kernel of the catalogue that the preset can tell apart: equal at every full scan, or the first figures that differ. On a terminal, and without --format, --output and --kernel, it is the live view: R beside the model's kernels row by row as it comes, the map of real pages, what R cannot know as a dash, what is inferred with a ~. Needs root, and KSM that nobody uses; every knob is put back. With --from it takes what a reproducer printed on another machine, as it comes, and needs neither. A recording that breaks off is compared up to there and is no result. --identify records a workload again that fits no kernel, and believes what comes out the same twice. Exit code 1 when the kernel is none of those known here (with --kernel: not that one; in the view: none of those shown), or the recording is not whole.",
	examples: [
		'sudo ksmtop real free-at-once',
		'ksmtop real free-at-once --from recording.ndjson --speed 10',
		'ksmtop export slow-zero | ssh root@vm "cc -O2 -x c - -o s && ./s" | ksmtop real slow-zero --from -',
		'sudo ksmtop real --identify',
	],
	flags: [
		'kernel',
		'kernels',
		'param',
		'from',
		'identify',
		'format',
		'output',
		'speed',
		'fps',
		'ascii',
		'no-color',
		'plain',
		'cast',
	],
	formats: formatsOf('real'),
	words: 'presets',
	load: async () => (await import('./real.js')).real,
};
