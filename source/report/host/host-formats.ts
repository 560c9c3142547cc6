// The snapshot of a machine in the formats that people and programs read.

import {COUNTERS, PROCESS_FIGURES} from '../../core/index.js';
import {HOST_KNOBS} from '../../host/sample/host-knobs.js';
import {formatBytes, formatCount, formatDuration} from '../../scenario/base/units.js';
import {sanitize, wrap} from '../../scenario/base/text.js';
import {csvLine} from '../csv.js';
import {grid, markdownGrid} from '../grid.js';
import {toJsonLine} from '../json.js';
import {MARKDOWN_COLUMNS} from '../session/markdown.js';
import type {HostReport} from './host-report.js';

const COLUMNS = 80;
/** Processes listed for people; machines get all of them. */
const PROCESSES_SHOWN = 20;

const headLine = ({hostname, release, at}: HostReport): string =>
	sanitize(`${hostname}: Linux ${release}, ${at}`);

const number = (value: unknown): string => (typeof value === 'number' ? formatCount(value) : '-');
const bytes = (value: unknown, factor = 1): string =>
	typeof value === 'number' ? formatBytes(value * factor) : '-';

function counterRows({counters, rates, ksmd}: HostReport): string[][] {
	const rateOf = (value: number | null | undefined, unit: string): string =>
		value === null || value === undefined ? '' : `${formatCount(value)} ${unit}`;
	const rateOfCounter: Readonly<Record<string, string>> = {
		pages_scanned: rateOf(rates?.scanned_pages_s, 'pages/s'),
		pages_sharing: rateOf(rates?.merged_mb_s, 'MB/s merged, at least'),
		thp_split_page: rateOf(rates?.thp_splits_s, 'splits/s'),
	};
	const shown = COUNTERS.filter(({name, file}) => file === 'ksm' || (counters[name] ?? 0) !== 0);
	return [
		...shown.map(({name}) => [
			name,
			name === 'general_profit' ? bytes(counters[name]) : number(counters[name]),
			rateOfCounter[name] ?? '',
		]),
		[
			'ksmd CPU',
			ksmd === null ? '-' : ksmd.cpu_ns === null ? '-' : formatDuration(ksmd.cpu_ns),
			rateOf(rates?.ksmd_cpu_percent, '%'),
		],
		['ksmd sleeps', number(ksmd?.sleeps), rateOf(rates?.ksmd_sleeps_s, '/s')],
	];
}

const HEAD = ['pid', 'process', 'KSM saves', 'merging', 'zero', 'rmap_items', 'RSS anon', 'AnonHuge', 'swap'];

function processRows({processes, page_bytes: pageBytes}: HostReport): string[][] {
	return processes
		.slice(0, PROCESSES_SHOWN)
		.map((process) => [
			String(process['pid']),
			sanitize(String(process['name'])),
			`${bytes(process['saved_bytes'])}${process['saved_is_computed'] === true && process['saved_bytes'] !== null ? ' *' : ''}`,
			number(process['ksm_merging_pages']),
			number(process['ksm_zero_pages']),
			number(process['ksm_rmap_items']),
			bytes(process['rss_anon_pages'], pageBytes),
			bytes(process['anon_huge_pages'], pageBytes),
			bytes(process['swap_pages'], pageBytes),
		]);
}

/** Sentences below the tables: warnings, what could not be read, what the rates cannot say. */
function notes(report: HostReport): string[] {
	const {processes, processes_all: all, processes_readable: readable, unseen, rates, missing, ksmd} = report;
	const lines: string[] = report.warnings.map(
		({text, from_ns: from, to_ns: to}) =>
			`${text} (${formatDuration(from)} to ${formatDuration(to)} after the first sample)`,
	);
	if (readable < all)
		lines.push(
			`KSM's figures of ${formatCount(readable)} of ${formatCount(all)} processes could be read; the others need root.`,
		);
	if (processes.length === 0) lines.push('No process that can be read has mergeable memory or KSM pages.');
	if (processes.some((process) => process['saved_is_computed'] === true))
		lines.push('* computed from merged pages: this kernel has no ksm_process_profit.');
	if (processes.length > PROCESSES_SHOWN)
		lines.push(`${formatCount(processes.length - PROCESSES_SHOWN)} more processes; --format json has them.`);
	if (ksmd === null) lines.push('ksmd is not visible here (another pid namespace?): no CPU time.');
	if (rates === null) lines.push('Rates need a second sample: --count 2 --interval 5s.');
	else
		lines.push(
			unseen.pages > 0
				? `Since the first sample processes shrank by ${bytes(unseen.pages, report.page_bytes)} that no counter of KSM or swap accounts for: at most ${bytes(unseen.split_remap_at_most_pages, report.page_bytes)} of it by splits that remapped zero pages, which no kernel counts; the rest was freed by programs. ${formatCount(unseen.processes_watched)} processes are watched.`
				: `No watched process (${formatCount(unseen.processes_watched)}) shrank by more than the counters of KSM and swap account for.`,
		);
	const refused = missing.filter(({why}) => why !== 'ENOENT');
	const absent = missing.filter(({why}) => why === 'ENOENT').map(({file}) => file.replace(/^.*[/ ]/, ''));
	if (absent.length > 0) lines.push(`Not in this kernel: ${absent.join(', ')}.`);
	for (const {file, why} of refused) lines.push(`/${file}: ${why}`);
	return lines;
}

/** The snapshot for people: at most 20 processes, notes wrapped at 80 columns. */
export function hostTable(report: HostReport): string[] {
	const values = HOST_KNOBS.filter(({name}) => name in report.knobs).map(
		({name}) => `${name} ${report.knobs[name]}`,
	);
	const rows = processRows(report);
	return [
		headLine(report),
		'',
		...wrap(`knobs: ${values.join(', ')}`, COLUMNS),
		'',
		...grid(counterRows(report), ['left', 'right', 'left']),
		...(rows.length === 0 ? [] : ['', ...grid([HEAD, ...rows], ['right', 'left'])]),
		'',
		...notes(report).flatMap((note) => wrap(sanitize(note), COLUMNS)),
	];
}

/** The same as Markdown of 72 columns. */
export function hostMarkdown(report: HostReport): string[] {
	const rows = processRows(report);
	return [
		...wrap(headLine(report), MARKDOWN_COLUMNS),
		'',
		...markdownGrid([['', 'now', 'rate'], ...counterRows(report)], ['left', 'right', 'left']),
		...(rows.length === 0 ? [] : ['', ...markdownGrid([HEAD, ...rows], ['right', 'left'])]),
		'',
		...notes(report).flatMap((note) => wrap(sanitize(`- ${note}`), MARKDOWN_COLUMNS)),
	];
}

/** Figures of the machine and of each process, one to a line: what a kernel does not have is empty. */
const MACHINE_COLUMNS = [
	...COUNTERS.map(({name}) => name),
	...HOST_KNOBS.map(({name}) => name),
	'ksmd_cpu_ns',
	'ksmd_sleeps',
];
const PROCESS_COLUMNS = ['saved_bytes', ...Object.keys(PROCESS_FIGURES)];

/** The head line: at, time_ns, pid, process, then figures of the machine and of processes. */
export const hostCsvHead = (): string =>
	csvLine(['at', 'time_ns', 'pid', 'process', ...MACHINE_COLUMNS, ...PROCESS_COLUMNS]);

/** A row of the machine, with pid and process empty, then a row for each process. */
export function hostCsvRows(report: HostReport): string[] {
	const {at, time_ns: timeNs, counters, knobs, ksmd, processes} = report;
	const field = (value: unknown): number | string =>
		typeof value === 'boolean'
			? Number(value)
			: typeof value === 'number' || typeof value === 'string'
				? value
				: '';
	const machine: Readonly<Record<string, unknown>> = {
		...counters,
		...knobs,
		ksmd_cpu_ns: ksmd?.cpu_ns,
		ksmd_sleeps: ksmd?.sleeps,
	};
	return [
		csvLine([
			at,
			timeNs,
			'',
			'',
			...MACHINE_COLUMNS.map((name) => field(machine[name])),
			...PROCESS_COLUMNS.map(() => ''),
		]),
		...processes.map((process) =>
			csvLine([
				at,
				timeNs,
				process['pid'] as number,
				sanitize(String(process['name'])),
				...MACHINE_COLUMNS.map(() => ''),
				...PROCESS_COLUMNS.map((name) => field(process[name])),
			]),
		),
	];
}

/** The first line of a stream: type "header", version, host name, release, bytes of a page. */
export const hostNdjsonHeader = ({schema, ksmtop, hostname, release, page_bytes}: HostReport): string =>
	toJsonLine({type: 'header', schema, ksmtop, hostname, release, page_bytes});

/** A line of type "row": one snapshot, with the fields of HostReport. */
export function hostNdjsonRow(report: HostReport): string {
	const {schema: _schema, ksmtop: _version, ...row} = report;
	return toJsonLine({type: 'row', ...row});
}
