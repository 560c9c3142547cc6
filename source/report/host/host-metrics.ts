// The snapshot of a machine as OpenMetrics text: names of node_exporter's ksmd and vmstat collectors, so that dashboards
// which have those can take it; what these collectors do not have begins with ksmtop_.

import {COUNTERS, PROCESS_FIGURES} from '../../core/index.js';
import {sanitize} from '../../scenario/base/text.js';
import {
	counterFamily,
	exposition,
	type MetricFamily,
	type MetricKind,
	type MetricSample,
} from '../exposition.js';
import type {HostReport} from './host-report.js';

/** A knob with a number is a gauge; one with a word is a gauge of 1 with the word as a label. */
function knobFamilies({knobs}: HostReport): MetricFamily[] {
	const entries = Object.entries(knobs);
	const numbers = entries.filter((entry): entry is [string, number] => typeof entry[1] === 'number');
	const words = entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string');
	return [
		{
			name: 'ksmtop_knob',
			kind: 'gauge',
			help: 'Knobs of ksm, transparent_hugepage and khugepaged, as sysfs shows them.',
			samples: numbers.map(([knob, value]) => ({labels: {knob}, value})),
		},
		{
			name: 'ksmtop_knob_word',
			kind: 'gauge',
			help: 'Knobs that are words: 1 for the one that is chosen.',
			samples: words.map(([knob, word]) => ({labels: {knob, word}, value: 1})),
		},
	];
}

function processFamilies({processes}: HostReport): MetricFamily[] {
	return Object.entries(PROCESS_FIGURES).map(([figure, {about, unit}]): MetricFamily => {
		const samples = processes.flatMap((process): MetricSample[] => {
			const value = process[figure];
			if (value === undefined || value === null) return [];
			return [
				{
					labels: {pid: String(process['pid']), name: sanitize(String(process['name']))},
					value: Number(value),
				},
			];
		});
		return {
			name: `ksmtop_process_${figure}${unit === 'bytes' ? '_bytes' : ''}`,
			kind: 'gauge',
			help: about,
			samples,
		};
	});
}

const one = (name: string, kind: MetricKind, help: string, value: number | null): MetricFamily => ({
	name,
	kind,
	help,
	samples: value === null ? [] : [{labels: {}, value}],
});

/** The exposition of one snapshot, as lines that end with "# EOF". */
export function hostMetrics(report: HostReport): string[] {
	const {counters, ksmd, unseen, freed_pages: freed} = report;
	const seconds = ksmd?.cpu_ns === undefined || ksmd.cpu_ns === null ? null : ksmd.cpu_ns / 1e9;
	return exposition([
		...COUNTERS.filter(({name}) => name in counters).map((counter) => ({
			...counterFamily(counter),
			samples: [{labels: {}, value: counters[counter.name]}],
		})),
		...knobFamilies(report),
		one('ksmtop_ksmd_cpu_seconds', 'counter', 'CPU time of ksmd since it was started.', seconds),
		one(
			'ksmtop_ksmd_sleeps',
			'counter',
			'Voluntary context switches of ksmd: one for each wakeup, and a few for locks.',
			ksmd?.sleeps ?? null,
		),
		{
			name: 'ksmtop_host_freed_pages',
			kind: 'counter',
			help: 'Pages that KSM freed since the first sample, at least: the rises of its counters from sample to sample.',
			samples: (['ksm_merge', 'ksm_zero_page'] as const).map((cause) => ({
				labels: {cause},
				value: freed[cause],
			})),
		},
		one(
			'ksmtop_host_unseen_pages',
			'counter',
			'Pages by which processes shrank since the first sample that no counter of KSM or swap accounts for.',
			unseen.pages,
		),
		one('ksmtop_host_processes', 'gauge', 'Processes with memory of their own.', report.processes_all),
		one(
			'ksmtop_host_processes_readable',
			'gauge',
			'Processes whose KSM figures could be read.',
			report.processes_readable,
		),
		...processFamilies(report),
		{
			name: 'ksmtop_host_warning',
			kind: 'gauge',
			help: 'Inferred from several counters together: 1 while it was seen in this run of ksmtop.',
			samples: report.warnings.map(({kind}) => ({labels: {kind}, value: 1})),
		},
		{
			name: 'ksmtop_host',
			kind: 'gauge',
			help: 'The machine that is watched.',
			samples: [{labels: {hostname: sanitize(report.hostname), release: sanitize(report.release)}, value: 1}],
		},
	]);
}
