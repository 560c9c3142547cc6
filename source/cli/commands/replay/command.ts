import {formatsOf} from '../../../report/formats.js';
import {VIEW_FLAGS} from '../../command-line/flag-groups.js';
import type {CommandDescription} from '../../command-line/invocation.js';

/** The command `replay`, which takes one run file, - for standard input. */
export const replay: CommandDescription = {
	name: 'replay',
	usage: 'ksmtop replay <run file> [flags]',
	short: 'run a recorded session again',
	about:
		'Runs a session that --record wrote again and compares the fingerprint. A file that was cut off is replayed up to the cut. With --view it is shown in the live view instead, from its start. Exit code 1 when the fingerprint differs.',
	examples: [
		'ksmtop run free-at-once --record demo.ndjson && ksmtop replay demo.ndjson',
		'ksmtop replay --view demo.ndjson',
	],
	flags: ['format', 'output', 'view', ...VIEW_FLAGS, 'read-only'],
	formats: formatsOf('replay'),
	words: 'files',
	load: async () => (await import('./replay.js')).replay,
};
