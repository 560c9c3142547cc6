import {formatsOf} from '../../../report/formats.js';
import type {CommandDescription} from '../../command-line/invocation.js';

/** The command `list`; without an argument it prints presets, kernels, knobs and counters. */
export const list: CommandDescription = {
	name: 'list',
	usage: 'ksmtop list [presets|kernels|knobs|counters|causes|events]',
	short: 'list presets, kernels, knobs, counters',
	about: 'Lists what ksmtop knows, one line each; explain prints more about each.',
	examples: ['ksmtop list', 'ksmtop list kernels', 'ksmtop list knobs --format json'],
	flags: ['format', 'output'],
	formats: formatsOf('list'),
	words: ['presets', 'kernels', 'knobs', 'counters', 'causes', 'events'],
	load: async () => (await import('./list.js')).list,
};
