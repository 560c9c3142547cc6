// What the completions of all shells have in common: which words a flag's value or an argument may be.

import {KERNELS, KNOBS} from '../../../core/index.js';
import {entriesOf, KINDS} from '../../catalogue/catalogue.js';
import type {Flag, Words} from '../../command-line/flags.js';
import type {CommandDescription} from '../../command-line/invocation.js';
import {presetNames} from '../../setup/presets.js';

/** The words of each kind that is known before the shell asks; files are for the shell to find. */
export type WordLists = Readonly<Record<Exclude<Words, 'files' | 'formats'>, readonly string[]>>;

/** Every name that ships with this version. */
export async function collectWords(): Promise<WordLists> {
	const presets = presetNames();
	const kinds = KINDS.filter((kind) => kind !== 'presets');
	const entries = await Promise.all(kinds.map(async (kind) => entriesOf(kind)));
	return {
		kernels: KERNELS.map(({id}) => id),
		knobs: KNOBS.map(({name}) => name),
		presets,
		// Titles of several words and patterns such as <process>.x would have to be quoted.
		names: [...new Set([...entries.flat().map(({name}) => name), ...presets])].filter((name) =>
			/^[\w./-]+$/.test(name),
		),
	};
}

/** How a value or argument is completed: from a list, by the names of files, or (null) not at all. */
export interface Completion {
	/** The words that the shell offers. */
	readonly words: readonly string[];
	/** Names of files are offered too; for presets only folders and .yaml, .yml, .json. */
	readonly files: boolean;
	/** Several of the words, with commas between them. */
	readonly list: boolean;
	/** The word is followed by "=" and something that the user knows. */
	readonly assigns: boolean;
}

/** How to complete the value of `flag` when it is given to `command`; null for a switch or a value that has no words. */
export function valueCompletion(
	flag: Flag,
	{formats}: CommandDescription,
	lists: WordLists,
): Completion | null {
	const {words, value} = flag;
	if (words === undefined || value === undefined) return null;
	const known =
		typeof words !== 'string' ? words : words === 'formats' ? formats : words === 'files' ? [] : lists[words];
	return {
		words: known,
		files: words === 'files',
		list: value.includes(',') && !value.includes('='),
		assigns: value.includes('='),
	};
}

/** How to complete an argument that is no flag; for presets also names of files. */
export function argumentCompletion({words}: CommandDescription, lists: WordLists): Completion {
	const known = words === undefined || words === 'files' || words === 'formats' ? [] : words;
	return {
		words: typeof known === 'string' ? lists[known] : known,
		files: words === 'files' || words === 'presets',
		list: false,
		assigns: false,
	};
}

/** Every flag that takes a value, as written. */
export const valuedFlags = (flags: readonly Flag[]): string[] =>
	flags.filter(({value}) => value !== undefined).map(({name}) => `--${name}`);
