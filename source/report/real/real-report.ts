// A recording of a real kernel as one more column, R, beside the model's kernels, and what it says about them: equal at
// every full scan, or the first figures that differ.

import {COUNTERS, nestFigures} from '../../core/index.js';
import type {Difference} from '../../recording/difference.js';
import type {ObservedRow, Recording} from '../../recording/recording.js';
import type {Verdict} from '../../recording/verdicts.js';
import type {Scenario} from '../../scenario/scenario.js';
import {SCHEMA} from '../session/run-report.js';

/** What the column of the real kernel is called. */
export const REAL = 'real';

/** One column: a kernel of the model in exact mode, or the recording. A figure that it does not have is absent. */
export interface ColumnReport {
	readonly kernel: string;
	readonly ended_by: string;
	readonly time_ns: number;
	readonly wakeups: number;
	readonly counters: Readonly<Record<string, number>>;
	/** What no kernel's counters show; of a recording only what can be computed from them. */
	readonly model: object;
	readonly processes: ReadonlyArray<Readonly<Record<string, number | string>>>;
	readonly passes: readonly ObservedRow[];
}

export interface VerdictReport {
	/** Kernels that the preset cannot distinguish. */
	readonly kernels: readonly string[];
	readonly equal: boolean;
	/** Rows that are equal, what they are taken at the end of, and figures compared in them. */
	readonly equal_rows: number;
	readonly rows_of: 'full scans' | 'wakeups';
	readonly equal_figures: number;
	/** What differs in the first row that differs. */
	readonly differences: readonly Difference[];
	/** Events of the whole system that differ: other programs may have had a part in them. */
	readonly whole_system: readonly Difference[];
}

export interface RealReport {
	readonly schema: typeof SCHEMA;
	readonly ksmtop: string;
	readonly preset: string;
	readonly mode: 'exact' | 'timed';
	readonly release: string;
	readonly architecture: string;
	/** The version whose rules the model was run with. */
	readonly kernel_version: string;
	readonly runs: readonly ColumnReport[];
	readonly verdicts: readonly VerdictReport[];
	/** Kernels that the recording equals. */
	readonly equals: readonly string[];
	/** Actions that the real kernel refused, or did not refuse, other than the preset says. */
	readonly refusals: ReadonlyArray<{
		readonly wakeups: number;
		readonly errno: number;
		readonly entry: string;
	}>;
}

const COUNTER_NAMES = COUNTERS.map((counter) => counter.name);
const isCounter = new Set(COUNTER_NAMES);

/** Figures beside the counters, nested by their dots. */
const others = (figures: ReadonlyMap<string, number>): object =>
	nestFigures([...figures].filter(([name]) => !isCounter.has(name)));

function columnReport(
	kernel: string,
	rows: readonly ObservedRow[],
	last: ObservedRow | undefined,
	endedBy: string,
): ColumnReport {
	const figures = last?.figures ?? new Map<string, number>();
	return {
		kernel,
		ended_by: endedBy,
		time_ns: last?.timeNs ?? 0,
		wakeups: last?.wakeups ?? 0,
		counters: Object.fromEntries(
			COUNTER_NAMES.flatMap((name) => (figures.has(name) ? [[name, figures.get(name) as number]] : [])),
		),
		model: others(figures),
		processes: (last?.processes ?? []).map(({name, figures: own}) => ({name, ...Object.fromEntries(own)})),
		passes: rows.filter((row) => row.isFullScan),
	};
}

/** A row as JSON reports have it. */
export const observedRowReport = ({
	pass,
	timeNs,
	wakeups,
	wallNs,
	figures,
	processes,
}: ObservedRow): object => ({
	pass,
	full_scans: figures.get('full_scans') ?? null,
	time_ns: timeNs,
	...(wallNs === null ? {} : {wall_ns: wallNs}),
	wakeups,
	...nestFigures([...figures].filter(([name]) => name !== 'full_scans')),
	processes: processes.map(({name, figures: own}) => ({name, ...Object.fromEntries(own)})),
});

/** The report as JSON has it. */
export const realJson = (report: RealReport): object => ({
	...report,
	runs: report.runs.map((run) => ({...run, passes: run.passes.map((row) => observedRowReport(row))})),
});

export interface RealReportOptions {
	readonly version: string;
	readonly kernelVersion: string;
	/** Kernels that get a column. */
	readonly columns: readonly string[];
}

export function realReport(
	scenario: Scenario,
	recording: Recording,
	verdicts: readonly Verdict[],
	{version, kernelVersion, columns}: RealReportOptions,
): RealReport {
	const {header, rows, totals, endedBy, refusals} = recording;
	const runs = verdicts.flatMap((verdict) => verdict.runs);
	const shown = columns.flatMap((id) => runs.filter((run) => run.kernel.id === id));
	return {
		schema: SCHEMA,
		ksmtop: version,
		preset: scenario.name,
		mode: header.mode,
		release: header.release,
		architecture: header.architecture,
		kernel_version: kernelVersion,
		runs: [
			...shown.map((run) =>
				columnReport(run.kernel.id, run.rows, run.rows.at(-1), run.session.runs[0].ended ?? 'idle'),
			),
			columnReport(REAL, rows, totals ?? rows.at(-1), endedBy),
		],
		verdicts: verdicts.map(({runs: alike, isEqual, comparison}) => ({
			kernels: alike.map((run) => run.kernel.id),
			equal: isEqual,
			equal_rows: comparison.rows,
			rows_of: rows.every((row) => row.isFullScan) ? 'full scans' : 'wakeups',
			equal_figures: comparison.figures,
			differences: comparison.differences,
			whole_system: comparison.wholeSystem,
		})),
		equals: verdicts
			.filter(({isEqual}) => isEqual)
			.flatMap((verdict) => verdict.runs.map((run) => run.kernel.id)),
		refusals,
	};
}
