import {formatsOf} from '../../../report/formats.js';
import type {CommandDescription} from '../../command-line/invocation.js';

/** The command `explain`, which takes one name. */
export const explain: CommandDescription = {
	name: 'explain',
	usage: 'ksmtop explain <kernel|knob|counter|cause|event|preset>',
	short: 'what a kernel, knob, counter, cause or event is',
	about: 'Prints what a name means, its range and default where it has them, and its source.',
	examples: ['ksmtop explain mainline', 'ksmtop explain pages_volatile', 'ksmtop explain split_remap'],
	flags: ['format', 'output'],
	formats: formatsOf('explain'),
	words: 'names',
	load: async () => (await import('./explain.js')).explain,
};
