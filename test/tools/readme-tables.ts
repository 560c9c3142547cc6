// The tables of the README that are made from the program: keys from the keymap, kernels from their rules. They stand
// between comments; `npm run pictures` writes them again, test/readme.test.ts finds those that are not current.

import {KERNELS} from '../../source/core/index.js';
import {KEYMAP, keyLabel} from '../../source/tui/keys/keymap.js';

const escaped = (text: string): string => text.replaceAll('|', String.raw`\|`);
const cell = (text: string): string => escaped(text).replace(/\.$/, '');

/** `explain` says the rest. */
const firstSentence = (text: string): string => text.split('. ')[0];

function kernelTable(): string {
	const rows = KERNELS.map(
		({id, about, source}) => `| \`${id}\` | ${cell(firstSentence(about))} | ${cell(source)} |`,
	);
	return ['| id | rule | source |', '|---|---|---|', ...rows].join('\n');
}

/** A row for each group, the advertised keys with a word or two. */
function keyTable(): string {
	const groups = [...new Set(KEYMAP.map(({group}) => group))];
	const rows = groups.map((name) => {
		const keys = KEYMAP.filter(({group}) => group === name).map(
			({keys: [first], short}) => `\`${escaped(keyLabel(first))}\` ${short}`,
		);
		return `| ${name} | ${keys.join(', ')} |`;
	});
	return ['| | keys |', '|---|---|', ...rows].join('\n');
}

const TABLES: Readonly<Record<string, () => string>> = {keys: keyTable, kernels: kernelTable};

/** The text with its tables as they are now. */
export function withTables(text: string): string {
	let updated = text;
	for (const [name, table] of Object.entries(TABLES))
		updated = updated.replace(
			new RegExp(`<!-- ${name} -->[\\s\\S]*?<!-- /${name} -->`),
			`<!-- ${name} -->\n${table()}\n<!-- /${name} -->`,
		);
	return updated;
}

/** Names of the tables, each of which the README has. */
export const TABLE_NAMES = Object.keys(TABLES);
