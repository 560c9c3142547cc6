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
	/** Id of the kernel, or "real" for the recording. */
	readonly kernel: string;
	/** until, limit, idle (nothing left to do), interrupted, or cut off (the recording has no totals). */
	readonly ended_by: string;
	/** ns by the run's own clock, which in exact mode advances by sleeps only. */
	readonly time_ns: number;
	/** Wakeups of ksmd in the run. */
	readonly wakeups: number;
	/** Counters at the end, by sysfs or vmstat name. */
	readonly counters: Readonly<Record<string, number>>;
	/** Other figures at the end; for the recording only those that can be computed from its counters. */
	readonly model: object;
	/** Those that live at the end, with their figures as /proc/PID shows them. */
	readonly processes: ReadonlyArray<Readonly<Record<string, number | string>>>;
	/** Rows at the end of each full scan. */
	readonly passes: readonly ObservedRow[];
}

/** What the recording says about one group of kernels. */
export interface VerdictReport {
	/** Kernels that the preset cannot distinguish. */
	readonly kernels: readonly string[];
	/** Whether everything that can be compared is equal in every row. */
	readonly equal: boolean;
	/** Rows that are equal before the first difference. */
	readonly equal_rows: number;
	/** What these rows are taken at the end of. */
	readonly rows_of: 'full scans' | 'wakeups';
	/** Figures compared in those rows. */
	readonly equal_figures: number;
	/** All figures that differ in the first row that differs; empty when equal. */
	readonly differences: readonly Difference[];
	/** Events of the whole system that differ: other programs may have had a part in them. */
	readonly whole_system: readonly Difference[];
}

/** The JSON report of `ksmtop real <preset>`; `--identify` prints another object. */
export interface RealReport {
	/** Version of the JSON contract, as in run reports. */
	readonly schema: typeof SCHEMA;
	/** Version of ksmtop that made the report. */
	readonly ksmtop: string;
	/** Name of the preset. */
	readonly preset: string;
	/** exact: ksmd was woken batch by batch; timed: it ran by its own timer, and nothing is compared. */
	readonly mode: 'exact' | 'timed';
	/** As uname -r on the machine of the recording. */
	readonly release: string;
	/** Machine of the recording, as uname -m. */
	readonly architecture: string;
	/** The version whose rules the model was run with. */
	readonly kernel_version: string;
	/** A column for each kernel of --kernels in exact mode, then "real". */
	readonly runs: readonly ColumnReport[];
	/** One for each group of kernels that the preset cannot distinguish; without meaning in timed mode. */
	readonly verdicts: readonly VerdictReport[];
	/** Ids of the kernels that the recording equals; empty: of none that is known here (exit code 1). */
	readonly equals: readonly string[];
	/** Actions whose errno on the real kernel was not the one that the preset expects; errno 0: it succeeded. */
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

/** What the report has besides recording and verdicts. */
export interface RealReportOptions {
	/** Version of ksmtop, for the report. */
	readonly version: string;
	/** The version whose rules the model was run with, such as "6.18". */
	readonly kernelVersion: string;
	/** Ids of the kernels that get a column. */
	readonly columns: readonly string[];
}

/** The report of one recording, held against the verdicts of `verdictsOf`. */
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
