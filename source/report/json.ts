// JSON for people and programs: indented, with one line for a row or a small record, so that a diff and a pager cope.
// There is no NaN and no Infinity in it.

/** Lists whose items take one line each, however long. */
const ROWS: ReadonlySet<string> = new Set(['passes', 'samples']);
const SMALL = 8;

const finite = (_key: string, value: unknown): unknown =>
	typeof value === 'number' && !Number.isFinite(value) ? null : value;

const isRecord = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null;

/** Scalars only, and few of them. */
function isSmall(value: object): boolean {
	const items = Object.values(value);
	return items.length <= SMALL && items.every((item) => !isRecord(item));
}

/** Characters that JSON leaves as they are and a terminal or an editor may obey. */
// oxlint-disable-next-line no-control-regex
const OBEYED = /[\u007F-\u009F\u200B-\u200F\u2028-\u202E\u2060-\u2069\uFEFF]/g;

/** One line of JSON; control and direction characters are escaped, which JSON allows. */
export const toJsonLine = (value: unknown): string =>
	(JSON.stringify(value, finite) ?? 'null').replace(
		OBEYED,
		(character) => `\\u${(character.codePointAt(0) as number).toString(16).padStart(4, '0')}`,
	);

/** Any report as JSON text. */
export function toJson(value: unknown, indent = '', key = ''): string {
	if (!isRecord(value) || (indent !== '' && isSmall(value))) return toJsonLine(value);
	const inner = `${indent}\t`;
	if (Array.isArray(value)) {
		const lines = value.map((item) => inner + (ROWS.has(key) ? toJsonLine(item) : toJson(item, inner)));
		return lines.length === 0 ? '[]' : `[\n${lines.join(',\n')}\n${indent}]`;
	}
	const lines = Object.entries(value)
		.filter(([, item]) => item !== undefined)
		.map(([name, item]) => `${inner}${toJsonLine(name)}: ${toJson(item, inner, name)}`);
	return lines.length === 0 ? '{}' : `{\n${lines.join(',\n')}\n${indent}}`;
}
