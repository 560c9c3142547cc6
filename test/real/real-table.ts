// The table of test/README.md that `npm run test:real -- --write` makes: a row for each shipped preset that was run, renewed
// one by one, so that a machine that somebody else uses, too, can be used for a few presets at a time.

import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {ROOT} from '../tools/root.js';

const FILE = join(ROOT, 'test', 'README.md');
const TABLE = /<!-- test:real -->[\s\S]*?<!-- \/test:real -->/;
const HEAD = [
	['preset', 'kernel', 'full scans', 'wakeups', 'figures', 'result'],
	['---', '---', '--:', '--:', '--:', '---'],
];

export const tableRow = (cells: readonly string[]): string =>
	`| ${cells.map((cell) => cell.replaceAll('|', String.raw`\|`)).join(' | ')} |`;

export const TABLE_HEAD: readonly string[] = HEAD.map((cells) => tableRow(cells));

/** Rows of a table by their first cell, which is the preset's name. */
function rowsOf(text: string): Map<string, string> {
	const rows = text.split('\n').filter((line) => /^\| [\w.-]+ +\|/.test(line));
	const named = rows.map((row): [string, string] => [/^\| ([\w.-]+)/.exec(row)?.[1] ?? '', row]);
	return new Map(named.filter(([name]) => name !== 'preset' && name !== '---'));
}

/** The README's text with these rows in its table, beside those that it has of other presets in `names`. */
export function withRows(
	text: string,
	names: readonly string[],
	rows: readonly string[],
	refused: ReadonlyMap<string, readonly string[]>,
): string {
	const all = new Map([...rowsOf(TABLE.exec(text)?.[0] ?? ''), ...rowsOf(rows.join('\n'))]);
	const reasons = [...refused].map(([reason, presets]) => `- ${presets.join(', ')}: ${reason}`);
	const table = [
		'<!-- test:real -->',
		'',
		...TABLE_HEAD,
		...names.flatMap((name) => all.get(name) ?? []),
		'',
		'Not run, since no program can do what they ask for:',
		'',
		...reasons,
		'<!-- /test:real -->',
	].join('\n');
	return text.replace(TABLE, () => table);
}

/** Puts the rows into test/README.md. */
export function writeRows(
	names: readonly string[],
	rows: readonly string[],
	refused: ReadonlyMap<string, readonly string[]>,
): void {
	writeFileSync(FILE, withRows(readFileSync(FILE, 'utf8'), names, rows, refused));
}
