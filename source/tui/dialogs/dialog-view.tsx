// Draws a dialog: title, list with a cursor, what the item under the cursor is about, the keys that work here.

import {Lines} from '../panels/lines.js';
import {left, type Line} from '../look/text.js';
import type {View} from '../view.js';
import type {DialogItem} from './dialog.js';
import {DIALOGS} from './index.js';

/** Dialogs that are text to read: their cursor is the first line shown. */
export const isText = (id: string): boolean => id === 'help' || id === 'detail';

function itemLine(item: DialogItem, isUnder: boolean, columns: number): Line {
	if (!isUnder) return item.line;
	const text = item.line.map((span) => (typeof span === 'string' ? span : span[0])).join('');
	return [[left(text, columns), 'selected']];
}

/** Draws the open dialog; null where none is open. */
export function DialogView({
	view,
	columns,
	rows,
}: {
	readonly view: View;
	readonly columns: number;
	readonly rows: number;
}) {
	const {dialog} = view.state;
	if (dialog === null) return null;
	const kind = DIALOGS[dialog.id];
	const items = kind.items(view, columns);
	const intro = kind.intro?.(view, columns) ?? [];
	const cursor = Math.max(0, Math.min(dialog.cursor, items.length - 1));
	const under = items[cursor] as DialogItem | undefined;
	const about = under === undefined || isText(dialog.id) ? [] : (kind.about?.(view, under, columns) ?? []);
	const aboutRows = Math.min(about.length, Math.max(0, rows - intro.length - 6));
	const visible = Math.max(1, rows - 1 - intro.length - (aboutRows === 0 ? 0 : aboutRows + 1));
	const from = isText(dialog.id)
		? Math.max(0, Math.min(dialog.cursor, items.length - visible))
		: Math.max(0, Math.min(cursor - Math.floor(visible / 2), items.length - visible));
	const listed = items
		.slice(from, from + visible)
		.map((item, index) => itemLine(item, !isText(dialog.id) && from + index === cursor, columns));
	while (listed.length < visible) listed.push([]);
	if (items.length === 0) listed[0] = [[' nothing here', 'faint']];
	const more =
		items.length > visible
			? `   ${from + 1}-${Math.min(items.length, from + visible)} of ${items.length}`
			: '';
	const lines: Line[] = [
		[[left(` ${kind.title(view)}${more}`, columns), 'selected']],
		...intro,
		...listed,
		...(aboutRows === 0 ? [] : [[] as Line, ...about.slice(0, aboutRows)]),
	];
	return <Lines lines={lines} columns={columns} rows={rows} look={view.look} />;
}
