import {formatsOf} from '../../../report/formats.js';
import {PRESET_FLAGS} from '../../command-line/flag-groups.js';
import type {CommandDescription} from '../../command-line/invocation.js';

/** The command `sweep`; default kernels: those of the preset, default number of seeds: one. */
export const sweep: CommandDescription = {
	name: 'sweep',
	usage: 'ksmtop sweep <preset> --vary <knob>=<a,b,c> [--vary ...] [flags]',
	short: 'run all combinations of knob values',
	about:
		'Runs a preset with every combination of the values given, on each kernel, on all cores. Results depend neither on the number of threads nor on shards. --list and --shard divide it among machines, --merge combines their parts.',
	examples: [
		'ksmtop sweep slow-zero --vary pages_to_scan=100,1000,4096 --vary smart_scan=0,1',
		'ksmtop sweep slow-zero --vary zeros=16MiB,64MiB,256MiB --format chart',
		'ksmtop sweep slow-zero --vary smart_scan=0,1 --shard 1/4 --format ndjson --output part1.ndjson',
		'ksmtop sweep slow-zero --vary smart_scan=0,1 --list | parallel >all.ndjson',
		'ksmtop sweep --merge part*.ndjson --format csv',
	],
	flags: [
		'kernel',
		'kernels',
		...PRESET_FLAGS,
		'limit',
		'wall-limit',
		'format',
		'output',
		'vary',
		'repeat',
		'shard',
		'ascii',
		'list',
		'merge',
	],
	formats: formatsOf('sweep'),
	words: 'presets',
	load: async () => (await import('./sweep.js')).sweep,
};
