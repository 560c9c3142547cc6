// The rows of a sweep as a table, Markdown or CSV: the varied knobs first, then what came out.

import {formatCount, formatDuration} from '../scenario/units.js';
import {csvLine} from './csv.js';
import {grid, markdownGrid} from './grid.js';
import {figure, percent} from './words.js';

/** A row as the command line makes it: knobs, and figures under the names of the JSON. */
export interface SweepFigures {
	readonly kernel: string;
	readonly seed: number;
	readonly knobs: Readonly<Record<string, string>>;
	readonly time_ns: number;
	readonly ended_by: string;
	readonly full_scans: number;
	readonly freed_mb_s: number;
	readonly merged_mb_s: number;
	readonly ksmd_cpu_percent: number;
	readonly worst_wakeup_pages: number;
	readonly ksm_sees: number | null;
}

function cells(rows: readonly SweepFigures[], seeds: boolean): string[][] {
	const knobs = Object.keys(rows[0]?.knobs ?? {});
	const head = [
		...knobs,
		'kernel',
		...(seeds ? ['seed'] : []),
		'time',
		'scans',
		'MB/s',
		'merged',
		'CPU %',
		'worst',
		'seen',
	];
	return [
		head,
		...rows.map((row) => [
			...knobs.map((knob) => row.knobs[knob] ?? ''),
			row.kernel,
			...(seeds ? [String(row.seed)] : []),
			row.ended_by === 'until' ? formatDuration(row.time_ns) : row.ended_by,
			formatCount(row.full_scans),
			figure(row.freed_mb_s),
			figure(row.merged_mb_s),
			figure(row.ksmd_cpu_percent),
			formatCount(row.worst_wakeup_pages),
			percent(row.ksm_sees),
		]),
	];
}

/** For people; `seeds`: more than one was run. */
export function sweepTable(rows: readonly SweepFigures[], seeds: boolean, markdown: boolean): string[] {
	const all = cells(rows, seeds);
	const aligns = all[0].map((name) => (name === 'kernel' ? 'left' : 'right') as 'left' | 'right');
	return markdown ? markdownGrid(all, aligns) : grid(all, aligns);
}

/** CSV with every figure of the rows. */
export function sweepCsv(rows: ReadonlyArray<SweepFigures & object>): string[] {
	const flat = rows.map(
		({kernel, seed, knobs, ...rest}) => ({kernel, seed, ...knobs, ...rest}) as Record<string, unknown>,
	);
	const names = Object.keys(flat[0] ?? {});
	const field = (value: unknown): string | number =>
		typeof value === 'number' ? value : String(value ?? '');
	return [csvLine(names), ...flat.map((row) => csvLine(names.map((name) => field(row[name]))))];
}
