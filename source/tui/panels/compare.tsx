// Kernels side by side: every figure that is not 0 in some kernel, with the difference to the baseline, and when and in
// which figure each kernel first differed from the first one.

import {ROW_NAMES} from '../../core/index.js';
import type {Run} from '../../session/run/run.js';
import {formatDuration} from '../../scenario/base/units.js';
import {sanitize} from '../../scenario/base/text.js';
import {matches} from '../filter.js';
import {fitCount, orUnknown} from '../look/numbers.js';
import {BarTable, type Cell, type Column} from '../table/bar-table.js';
import {type Line} from '../look/text.js';
import {Box} from 'ink';
import {baselineRun, type View} from '../view.js';
import {Lines} from './lines.js';
import type {PanelProps} from './panel.js';
import {rangeOf} from './title.js';

/** Columns for a figure with its difference to the baseline. */
const WITH_DELTA = 23;

/** Names of the figures to show: those that differ first. */
export function figuresToCompare(view: View): string[] {
	const {runs} = view;
	const rows = runs.map((run) => run.row().values);
	const base = baselineRun(view).row().values;
	const filter = view.state.focus === 'compare' ? view.state.filter : '';
	const shown = [...ROW_NAMES.entries()].filter(
		([index, name]) =>
			rows.some((row) => row[index] !== 0 && !Number.isNaN(row[index])) && matches(name, filter),
	);
	const differs = ([index]: readonly [number, string]): boolean =>
		rows.some((row) => Math.abs(row[index] - base[index]) > 0);
	return [...shown.filter(differs), ...shown.filter((figure) => !differs(figure))].map(([, name]) => name);
}

function cellOf(run: Run, base: Run, name: string, columns: number): Cell {
	const value = run.figure(name) ?? Number.NaN;
	const delta = value - (base.figure(name) ?? Number.NaN);
	const text = orUnknown(value, (known) => fitCount(known, columns < 22 ? columns : 12));
	if (run === base || delta === 0 || Number.isNaN(delta))
		return {text: columns < 22 ? text : `${text}${' '.repeat(10)}`};
	const sign = delta > 0 ? '+' : '-';
	const change = `${sign}${fitCount(Math.abs(delta), 8)}`;
	// Many figures differ, so the alarm colour is not used.
	return {text: columns < 22 ? text : `${text} ${change.padStart(9)}`, role: 'strong'};
}

function divergenceLine(view: View): Line {
	const found = view.session.divergences();
	if (found.length === 0) return [' no two kernels differ so far'];
	const texts = found.map(
		({a, b, timeNs, counter, valueA, valueB, event}) =>
			`${b} left ${a} at ${formatDuration(timeNs)}: ${counter} ${fitCount(valueA, 11)} and ${fitCount(valueB, 11)}${event === '' ? '' : ` (${sanitize(event)})`}`,
	);
	return [[` ${texts.join('; ')}`, 'faint']];
}

/**
 * Figures from run.row(), a column for each kernel, with the difference to the baseline; above them
 * session.divergences().
 */
export function Compare({view, columns, rows}: PanelProps) {
	const isFocused = view.state.focus === 'compare';
	const {runs} = view;
	const base = baselineRun(view);
	const figures = figuresToCompare(view);
	const longest = Math.max(12, ...figures.map((name) => name.length)) + 1;
	const nameColumns = Math.min(longest, columns >= 100 ? 36 : columns >= 60 ? 28 : 16);
	const longestTitle = Math.max(...runs.map(({title}) => title.length)) + 3;
	const full = Math.max(WITH_DELTA, longestTitle);
	const isRoomy = columns - nameColumns >= runs.length * (full + 1);
	const share = Math.floor((columns - nameColumns) / runs.length) - 1;
	const wanted = isRoomy ? full : Math.max(9, Math.min(Math.max(12, longestTitle), share));
	const fit = Math.max(1, Math.min(runs.length, Math.floor((columns - nameColumns) / (wanted + 1))));
	const shown = [base, ...runs.filter((run) => run !== base)]
		.slice(0, fit)
		.sort((one, other) => (one.letter < other.letter ? -1 : 1));
	const visible = Math.max(1, rows - 2);
	const from = Math.min(view.state.cursors.compare ?? 0, Math.max(0, figures.length - visible));
	const heads: Column[] = shown.map((run) => ({
		title: `${run === base ? '=' : ''}${run.letter} ${run.title}`,
		columns: wanted,
		align: 'right',
	}));
	const rest = Math.min(nameColumns, columns - fit * (wanted + 1));
	const content = {
		columns: [
			{
				title: `${isFocused ? '>' : ' '}figure ${rangeOf(from, from + visible, figures.length)}`,
				columns: rest,
				align: 'left' as const,
			},
			...heads,
		],
		rows: figures
			.slice(from, from + visible)
			.map((name): Cell[] => [{text: ` ${name}`}, ...shown.map((run) => cellOf(run, base, name, wanted))]),
	};
	return (
		<Box flexDirection="column" height={rows} width={columns}>
			<Lines lines={[divergenceLine(view)]} columns={columns} rows={1} look={view.look} />
			<BarTable content={content} look={view.look} />
		</Box>
	);
}
