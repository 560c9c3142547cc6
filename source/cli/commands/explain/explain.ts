// ksmtop explain: what a kernel, knob, counter, cause, event or preset is.

import {toJson} from '../../../report/json.js';
import {nearest} from '../../../scenario/base/nearest.js';
import {sanitize, wrap} from '../../../scenario/base/text.js';
import {entriesOf, KINDS, SINGULAR} from '../../catalogue/catalogue.js';
import type {Entry} from '../../catalogue/entry.js';
import type {Command} from '../../command-line/invocation.js';
import {openOutput} from '../../files/output.js';
import {presetNames} from '../../setup/presets.js';
import {wrongArgument} from '../../command-line/usage-error.js';

const COLUMNS = 79;

function lines(entry: Entry & {readonly kind: string}): string[] {
	const facts = Object.entries(entry.facts).flatMap(([name, value]) => {
		const [first = '', ...rest] = wrap(sanitize(value), COLUMNS - 12);
		return [`  ${name.padEnd(9)} ${first}`, ...rest.map((line) => `  ${' '.repeat(9)} ${line}`)];
	});
	return [
		`${sanitize(entry.name)} (${entry.kind})`,
		...wrap(sanitize(entry.about), COLUMNS - 2).map((line) => `  ${line}`),
		...facts,
	];
}

/** Prints every entry of the name; exit code 2 with the nearest name when there is none. */
export const explain: Command = async (positionals, options) => {
	const [wanted, extra] = positionals;
	// Reading all presets takes as long as everything else: only when one of them is meant.
	const kinds = KINDS.filter((kind) => kind !== 'presets' || presetNames().includes(wanted ?? ''));
	const all = (
		await Promise.all(
			kinds.map(async (kind) => (await entriesOf(kind)).map((entry) => ({...entry, kind: SINGULAR[kind]}))),
		)
	).flat();
	const names = [...new Set([...all.map(({name}) => name), ...presetNames()])];
	if (wanted === undefined)
		throw wrongArgument('explain', {
			message: 'needs a name',
			allowed: 'a kernel, knob, counter, cause, event, figure, topic or preset; ksmtop list shows them',
		});
	if (extra !== undefined) throw wrongArgument('explain', {message: 'takes one name', found: extra});
	const found = all.filter(({name, aliases}) => name === wanted || aliases.includes(wanted));
	if (found.length === 0)
		throw wrongArgument('explain', {
			message: 'nothing of this name',
			found: wanted,
			allowed: 'a kernel, knob, counter, cause, event, figure, topic or preset; ksmtop list shows them',
			nearest: nearest(wanted, names),
		});
	const {format} = options;
	const output = openOutput(options.output);
	if (format === 'json') await output.write(`${toJson(found)}\n`);
	else await output.write(`${found.map((entry) => lines(entry).join('\n')).join('\n\n')}\n`);
	await output.finish();
	return 0;
};
