import {formatsOf} from '../../../report/formats.js';
import {VIEW_FLAGS} from '../../command-line/flag-groups.js';
import type {CommandDescription} from '../../command-line/invocation.js';

/** The command `real`; the view shows the preset's kernels, verdicts are about all kernels of the catalogue. */
export const real: CommandDescription = {
	name: 'real',
	usage: 'ksmtop real <preset> [flags]  or  ksmtop real --identify [flags]',
	short: "a preset on this machine's kernel, beside the model",
	about:
		"Exports the preset, builds it with this machine's cc, runs it on this machine's kernel batch by batch, and shows what the kernel counted as one more column, R, beside the model's kernels. For every kernel of the catalogue that the preset can distinguish it prints: equal at every full scan, or the first figures that differ. On a terminal, and without --format, --output and --kernel, it is the live view: R beside the model's kernels row by row as it comes, the map of real pages, figures that R cannot have as a dash, inferred ones with a ~. Needs root and a KSM that is not in use; all knobs are restored. With --from it reads what a reproducer printed on another machine, also while it is being written, and needs neither. A recording that is cut off is compared up to the cut, and the exit code is 1. --identify records a workload that fits no kernel again, and accepts a result that came out the same twice. Exit code 1 when the kernel equals none of the catalogue (with --kernel: not that one; in the view: none of those shown), or the recording is cut off.",
	examples: [
		'sudo ksmtop real free-at-once',
		'ksmtop real free-at-once --from recording.ndjson --speed 10',
		'ksmtop export slow-zero | ssh root@vm "cc -O2 -x c - -o s && ./s" | ksmtop real slow-zero --from -',
		'sudo ksmtop real --identify',
	],
	flags: ['kernel', 'kernels', 'param', 'from', 'identify', 'format', 'output', ...VIEW_FLAGS, 'plain'],
	formats: formatsOf('real'),
	words: 'presets',
	load: async () => (await import('./real.js')).real,
};
