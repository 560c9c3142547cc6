import {formatsOf} from '../../../report/formats.js';
import type {CommandDescription} from '../../command-line/invocation.js';

export const list: CommandDescription = {
	name: 'list',
	usage: 'ksmtop list [presets|kernels|knobs|counters|causes|events]',
	short: 'what there is: presets, kernels, knobs, counters',
	about: 'Lists what ksmtop knows, a line each. explain tells more about each.',
	examples: ['ksmtop list', 'ksmtop list kernels', 'ksmtop list knobs --format json'],
	flags: ['format', 'output'],
	formats: formatsOf('list'),
	words: ['presets', 'kernels', 'knobs', 'counters', 'causes', 'events'],
	load: async () => (await import('./list.js')).list,
};
