// Plain text tables: columns as wide as their widest cell, numbers to the right.

import {widthOf} from '../scenario/base/text.js';

/** Alignment of a column; text that is wider than its column is never cut. */
export type Align = 'left' | 'right';

const pad = (text: string, width: number, align: Align): string => {
	const space = ' '.repeat(Math.max(0, width - widthOf(text)));
	return align === 'right' ? space + text : text + space;
};

/** Lines of a table; the first row is its head. `aligns` defaults to left for the first column and right for others. */
export function grid(rows: ReadonlyArray<readonly string[]>, aligns: readonly Align[] = []): string[] {
	const columns = Math.max(0, ...rows.map((row) => row.length));
	const widths = Array.from({length: columns}, (_, i) =>
		Math.max(...rows.map((row) => widthOf(row[i] ?? ''))),
	);
	return rows.map((row) =>
		row
			.map((cell, i) => pad(cell, widths[i], aligns[i] ?? (i === 0 ? 'left' : 'right')))
			.join('  ')
			.trimEnd(),
	);
}

/** Lines of a Markdown table; the first row is its head, `aligns` as for grid(). */
export function markdownGrid(
	rows: ReadonlyArray<readonly string[]>,
	aligns: readonly Align[] = [],
): string[] {
	const columns = Math.max(0, ...rows.map((row) => row.length));
	const alignOf = (i: number): Align => aligns[i] ?? (i === 0 ? 'left' : 'right');
	const escaped = rows.map((row) => row.map((cell) => cell.replaceAll('|', String.raw`\|`)));
	const widths = Array.from({length: columns}, (_, i) =>
		Math.max(3, ...escaped.map((row) => widthOf(row[i] ?? ''))),
	);
	const line = (row: readonly string[]): string =>
		`| ${widths.map((width, i) => pad(row[i] ?? '', width, alignOf(i))).join(' | ')} |`;
	const rule = `|${widths.map((width, i) => (alignOf(i) === 'right' ? `${'-'.repeat(width + 1)}:` : '-'.repeat(width + 2))).join('|')}|`;
	return [line(escaped[0]), rule, ...escaped.slice(1).map((row) => line(row))];
}
