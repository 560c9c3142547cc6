// JSON for people and programs: indented, with one line for a row or a small record, so that diffs and pagers work well.
// NaN and Infinity become null.

import {sanitize} from '../scenario/base/text.js';

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

/** One line of JSON; control and direction characters are escaped, which JSON allows. */
export const toJsonLine = (value: unknown): string => sanitize(JSON.stringify(value, finite) ?? 'null');

/** Any report as JSON text; members that are undefined are left out. `indent` and `key` are for the recursion. */
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
