// The rows of a sweep as a table, Markdown or CSV: the varied names first, then the results.

import {formatCount, formatDuration} from '../../scenario/base/units.js';
import {csvLine} from '../csv.js';
import {grid, markdownGrid} from '../grid.js';
import type {CombinationResult} from './sweep-result.js';
import {figure, percent} from '../session/words.js';

const LEGEND = [
	"window: from ksmd's first wakeup until the last kernel of these values had 90 % of",
	'what it freed; MB/s freed, merged and CPU % are of it. To 90 %: how long until this',
	'kernel had its own 90 %; own MB/s: until then. Most pages freed by one wakeup and by',
	'one visit; share of what ksmd freed that KSM counts.',
];

function cells(rows: readonly CombinationResult[], seeds: boolean): string[][] {
	const knobs = Object.keys(rows[0]?.knobs ?? {});
	const head = [
		...knobs,
		'kernel',
		...(seeds ? ['seed'] : []),
		'time',
		'scans',
		'window',
		'MB/s',
		'merged',
		'CPU %',
		'to 90 %',
		'own MB/s',
		'wakeup',
		'visit',
		'KSM',
	];
	return [
		head,
		...rows.map((row) => [
			...knobs.map((knob) => row.knobs[knob] ?? ''),
			row.kernel,
			...(seeds ? [String(row.seed)] : []),
			row.ended_by === 'until' ? formatDuration(row.time_ns) : row.ended_by,
			formatCount(row.full_scans),
			formatDuration(row.common.to_ns - row.common.from_ns),
			figure(row.common_rates.freed_mb_s),
			figure(row.common_rates.merged_mb_s),
			figure(row.common_rates.ksmd_cpu_percent),
			row.time_to_90_percent_ns === null ? '-' : formatDuration(row.time_to_90_percent_ns),
			figure(row.freed_mb_s),
			formatCount(row.worst_wakeup_pages),
			formatCount(row.max_freed_in_one_visit),
			percent(row.ksm_sees),
		]),
	];
}

/** For people, with the legend. `seeds`: more than one was run, so they get a column. */
export function sweepTable(rows: readonly CombinationResult[], seeds: boolean, markdown: boolean): string[] {
	const all = cells(rows, seeds);
	const aligns = all[0].map((name) => (name === 'kernel' ? 'left' : 'right') as 'left' | 'right');
	return [...(markdown ? markdownGrid(all, aligns) : grid(all, aligns)), '', ...LEGEND];
}

/** Nested figures under names with a dot. */
const flattened = (row: object, prefix = ''): Array<[string, unknown]> =>
	Object.entries(row).flatMap(([name, value]): Array<[string, unknown]> =>
		typeof value === 'object' && value !== null
			? flattened(value as object, `${prefix}${name}.`)
			: [[`${prefix}${name}`, value]],
	);

/** CSV with every figure of the rows. */
export function sweepCsv(rows: ReadonlyArray<CombinationResult & object>): string[] {
	const flat = rows.map(
		({kernel, seed, knobs, ...rest}) =>
			({kernel, seed, ...knobs, ...Object.fromEntries(flattened(rest))}) as Record<string, unknown>,
	);
	const names = Object.keys(flat[0] ?? {});
	const field = (value: unknown): string | number =>
		typeof value === 'number' ? value : String(value ?? '');
	return [csvLine(names), ...flat.map((row) => csvLine(names.map((name) => field(row[name]))))];
}
