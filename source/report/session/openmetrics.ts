// OpenMetrics text. Names are those of node_exporter's ksmd and vmstat collectors where these have the figure, so that
// existing dashboards and alerts work; sysfs files that the collector lacks are named in its manner; what no kernel
// shows begins with ksmtop_.

import {COUNTERS} from '../../core/index.js';
import {counterFamily, exposition, type MetricKind} from '../exposition.js';
import type {RunReport} from './run-report.js';

interface Family {
	readonly name: string;
	readonly kind: MetricKind;
	readonly help: string;
	/** Samples of one run: further labels and the value. */
	read(
		report: RunReport,
	): Array<{readonly labels?: Readonly<Record<string, string>>; readonly value: number}>;
}

/** The knobs that node_exporter's ksmd collector reads, and how it names them. */
const KNOB_GAUGES = [
	'run',
	'pages_to_scan',
	'merge_across_nodes',
	'use_zero_pages',
	'smart_scan',
	'max_page_sharing',
];

const gauge = (name: string, help: string, read: (report: RunReport) => number): Family => ({
	name,
	kind: 'gauge',
	help,
	read: (report) => [{value: read(report)}],
});

const labelled = (
	name: string,
	kind: MetricKind,
	help: string,
	label: string,
	read: (report: RunReport) => object,
): Family => ({
	name,
	kind,
	help,
	read: (report) =>
		Object.entries(read(report)).map(([key, value]) => ({labels: {[label]: key}, value: value as number})),
});

const FAMILIES: readonly Family[] = [
	...COUNTERS.map((counter): Family => ({
		...counterFamily(counter),
		read: (report) => [{value: report.counters[counter.name]}],
	})),
	...KNOB_GAUGES.map((name) =>
		gauge(`node_ksmd_${name}`, `The knob ${name}.`, (report) => Number(report.knobs[name] ?? 0)),
	),
	gauge(
		'node_ksmd_sleep_seconds',
		'The knob sleep_millisecs.',
		(report) => Number(report.knobs['sleep_millisecs'] ?? 0) / 1000,
	),
	labelled(
		'ksmtop_freed_pages',
		'counter',
		'Pages freed, by cause.',
		'cause',
		(report) => report.freed_pages,
	),
	labelled(
		'ksmtop_split_remap_pages',
		'counter',
		'Pages freed because a folio split mapped the zeropage, by who split.',
		'by',
		(report) => report.split_remap_by,
	),
	labelled(
		'ksmtop_allocated_pages',
		'counter',
		'Pages allocated, by cause.',
		'cause',
		(report) => report.allocated_pages,
	),
	labelled(
		'ksmtop_zeropage_ptes',
		'gauge',
		'Zeropage PTEs alive, by what put them there.',
		'from',
		(report) => report.model.zeropage_ptes,
	),
	gauge(
		'ksmtop_max_freed_in_one_wakeup_pages',
		'Most pages that ksmd freed in one wakeup.',
		(report) => report.max_freed_in_one_wakeup,
	),
	gauge(
		'ksmtop_max_freed_in_one_visit_pages',
		'Most pages that ksmd freed by visiting one.',
		(report) => report.max_freed_in_one_visit,
	),
	gauge(
		'ksmtop_max_freed_in_one_second_megabytes',
		'Most that ksmd freed in any second, in 10^6 bytes.',
		(report) => report.rates.burst_mb_s,
	),
	gauge(
		'ksmtop_longest_wakeup_seconds',
		'The longest batch of ksmd, without its sleep.',
		(report) => report.longest_wakeup_ns / 1e9,
	),
	labelled(
		'ksmtop_split_zero_tests',
		'counter',
		'Subpages that folio splits tested for zeros, by who split.',
		'by',
		(report) => report.zero_tests,
	),
	{
		name: 'ksmtop_split_cpu_seconds',
		kind: 'counter',
		help: 'CPU time of folio splits with their zero tests and remaps, by who split.',
		read: (report) =>
			Object.entries(report.split_cpu_ns).map(([by, ns]) => ({labels: {by}, value: ns / 1e9})),
	},
	{
		name: 'ksmtop_wakeups_over_budget',
		kind: 'counter',
		help: 'Wakeups that freed more pages than pages_to_scan.',
		read: (report) => [{value: report.wakeups_over_budget}],
	},
	{
		name: 'ksmtop_wakeups',
		kind: 'counter',
		help: 'Wakeups of ksmd.',
		read: (report) => [{value: report.wakeups}],
	},
	{
		name: 'ksmtop_ksmd_cpu_seconds',
		kind: 'counter',
		help: 'CPU time of ksmd.',
		read: (report) => [{value: report.model.ksmd_cpu_ns / 1e9}],
	},
	gauge('ksmtop_rmap_items', 'rmap_items of ksmd.', (report) => report.model.ksm_rmap_items),
	gauge('ksmtop_simulated_seconds', 'Simulated time since the start.', (report) => report.time_ns / 1e9),
	gauge(
		'ksmtop_freed_megabytes_per_second',
		'Freed by ksmd until 90 % was freed, in 10^6 bytes.',
		(report) => report.rates.freed_mb_s,
	),
	gauge(
		'ksmtop_merged_megabytes_per_second',
		'Merged in that time, in 10^6 bytes.',
		(report) => report.rates.merged_mb_s,
	),
];

/** The exposition of one or several runs, ending with "# EOF". */
export const openMetrics = (reports: readonly RunReport[]): string[] =>
	exposition(
		FAMILIES.map(({name, kind, help, read}) => ({
			name,
			kind,
			help,
			samples: reports.flatMap((report) =>
				read(report).map(({labels, value}) => ({
					labels: {kernel: report.kernel, preset: report.preset, ...labels},
					value,
				})),
			),
		})),
	);
