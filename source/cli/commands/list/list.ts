// ksmtop list: presets, kernels, knobs, counters and more, one line each.

import {markdownGrid} from '../../../report/grid.js';
import {toJson} from '../../../report/json.js';
import {nearest} from '../../../scenario/base/nearest.js';
import {sanitize, wrap} from '../../../scenario/base/text.js';
import {entriesOf, KINDS, type Kind} from '../../catalogue/catalogue.js';
import type {Entry} from '../../catalogue/entry.js';
import type {Command} from '../../command-line/invocation.js';
import {openOutput} from '../../files/output.js';
import {wrongArgument} from '../../command-line/usage-error.js';

const COLUMNS = 79;
/** What `list` alone shows. */
const USUAL: readonly Kind[] = ['presets', 'kernels', 'knobs', 'counters'];

function firstSentence(text: string): string {
	const end = /[.:;](?:\s|$)/.exec(text);
	return sanitize(end ? text.slice(0, end.index) : text);
}

function tableOf(kind: Kind, entries: readonly Entry[]): string[] {
	const width = Math.min(34, Math.max(...entries.map(({name}) => name.length)));
	return [
		kind,
		...entries.flatMap(({name, about}) => {
			const [first = '', ...rest] = wrap(firstSentence(about), COLUMNS - width - 4);
			return [
				`  ${sanitize(name).padEnd(width)}  ${first}`,
				...rest.map((line) => `  ${' '.repeat(width)}  ${line}`),
			];
		}),
		'',
	];
}

/** Prints one line for each entry; exit code 2 for a word that is no kind. */
export const list: Command = async (positionals, options) => {
	const [wanted, extra] = positionals;
	if (extra !== undefined) throw wrongArgument('list', {message: 'takes one word', found: extra});
	if (wanted !== undefined && !(KINDS as readonly string[]).includes(wanted))
		throw wrongArgument('list', {
			message: 'nothing of this name to list',
			found: wanted,
			allowed: KINDS.join(', '),
			nearest: nearest(wanted, KINDS),
		});
	const {format} = options;
	const kinds = wanted === undefined ? USUAL : [wanted as Kind];
	const lists = await Promise.all(kinds.map(async (kind) => [kind, await entriesOf(kind)] as const));
	const output = openOutput(options.output);
	if (format === 'json') await output.write(`${toJson(Object.fromEntries(lists))}\n`);
	else if (format === 'markdown')
		for (const [kind, entries] of lists) {
			const rows = entries.map(({name, about}) => [sanitize(name), firstSentence(about)]);
			await output.write(`${markdownGrid([[kind, 'what it is'], ...rows], ['left', 'left']).join('\n')}\n\n`);
		}
	else await output.write(lists.flatMap(([kind, entries]) => tableOf(kind, entries)).join('\n'));
	await output.finish();
	return 0;
};
