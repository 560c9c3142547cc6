// Figures by name, a row each and a column for each kernel: what expanded panels show where they have room.

import type {Run} from '../../session/run/run.js';
import {fitCount, orUnknown} from '../look/numbers.js';
import type {Cell, TableContent} from '../table/bar-table.js';
import type {View} from '../view.js';

const NAME_COLUMNS = 32;
const LEAST_COLUMNS = 9;
const MOST_COLUMNS = 24;

/** A value of 0 and an unknown one are faint. */
function cellOf(run: Run, name: string, columns: number): Cell {
	const value = run.figure(name);
	const text = orUnknown(value, (known) => fitCount(known, columns));
	return {text, ...((value ?? 0) > 0 ? {} : {role: 'faint' as const})};
}

/** The figures in at most `columns` and, with the titles, `rows`. */
export function figuresTable(
	{runs}: View,
	title: string,
	names: readonly string[],
	{columns, rows}: {columns: number; rows: number},
): TableContent {
	const longest = Math.max(...runs.map((run) => run.title.length + run.letter.length + 1));
	const share = Math.floor((columns - NAME_COLUMNS) / runs.length) - 1;
	const each = Math.max(LEAST_COLUMNS, Math.min(Math.max(16, longest), MOST_COLUMNS, share));
	const shown = runs.slice(0, Math.max(1, Math.floor((columns - 24) / (each + 1))));
	return {
		columns: [
			{
				title: ` ${title}`,
				columns: Math.min(NAME_COLUMNS, columns - shown.length * (each + 1)),
				align: 'left',
			},
			...shown.map((run) => ({
				title: `${run.letter} ${run.title}`,
				columns: each,
				align: 'right' as const,
			})),
		],
		rows: names
			.slice(0, rows - 1)
			.map((name) => [{text: ` ${name}`}, ...shown.map((run) => cellOf(run, name, each))]),
	};
}
