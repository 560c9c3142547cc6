// All knobs as a table: present value, default, what it does. Enter opens the dialog that writes.

import {knobsOf} from '../dialogs/knobs.js';
import {matches} from '../filter.js';
import {BarTable, type Cell, type Column} from '../table/bar-table.js';
import {selectedRun} from '../view.js';
import type {PanelProps} from './panel.js';
import {rangeOf} from './title.js';

/** All knobs of run.knobs() with their defaults. */
export function Knobs({view, columns, rows}: PanelProps) {
	const isFocused = view.state.focus === 'knobs';
	const knobs = selectedRun(view).knobs();
	const shown = knobsOf(view).filter((knob) =>
		matches(`${knob.name} ${knob.about}`, isFocused ? view.state.filter : ''),
	);
	const visible = Math.max(1, rows - 1);
	const at = Math.min(view.state.cursors.knobs ?? 0, Math.max(0, shown.length - 1));
	const from = Math.max(0, Math.min(at - Math.floor(visible / 2), shown.length - visible));
	const nameColumns = columns >= 80 ? 38 : 26;
	const rest = columns - nameColumns - 12 - 10 - 3;
	const heads: Column[] = [
		{
			title: `${isFocused ? '>' : ' '}knob ${rangeOf(from, from + visible, shown.length)}`,
			columns: nameColumns,
			align: 'left',
		},
		{title: 'value', columns: Math.min(12, columns - nameColumns - 1), align: 'right'},
		...(rest > 8
			? [
					{title: 'default', columns: 10, align: 'right' as const},
					{title: ' what it does', columns: rest, align: 'left' as const},
				]
			: []),
	];
	const body = shown.slice(from, from + visible).map((knob, index): Cell[] => {
		const isUnder = isFocused && from + index === at;
		const value = String(knobs[knob.name] ?? '-');
		const cells: Cell[] = [
			{text: `${isUnder ? '>' : ' '}${knob.name}`, ...(isUnder ? {role: 'current' as const} : {})},
			{text: value, ...(value === '-' || value === String(knob.default) ? {} : {role: 'strong' as const})},
		];
		if (rest > 8) cells.push({text: String(knob.default)}, {text: ` ${knob.about}`});
		return cells;
	});
	return <BarTable content={{columns: heads, rows: body}} look={view.look} />;
}
