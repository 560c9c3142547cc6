import {formatsOf} from '../../../report/formats.js';
import type {CommandDescription} from '../../command-line/invocation.js';

export const explain: CommandDescription = {
	name: 'explain',
	usage: 'ksmtop explain <kernel|knob|counter|cause|event|preset>',
	short: 'what a kernel, knob, counter, cause or event is',
	about: 'Tells what something is, its range and default where it has them, and where it comes from.',
	examples: ['ksmtop explain mainline', 'ksmtop explain pages_volatile', 'ksmtop explain split_remap'],
	flags: ['format', 'output'],
	formats: formatsOf('explain'),
	words: 'names',
	load: async () => (await import('./explain.js')).explain,
};
