// A sample: everything that this machine shows of ksmd, THPs and the zeropage at one moment, read from the texts of its
// files. A figure that this kernel does not have is absent, never 0.

import {COUNTERS, type KnobValue} from '../../core/index.js';
import {textOf, wholeNumber, type FileText} from './file-text.js';
import {HOST_KNOBS, knobPath, knobValue} from './host-knobs.js';
import {bySavings, readProcess, type HostProcess, type ProcessTexts} from './process.js';
import {readCounts, readKilobytes, readStat} from './proc-text.js';

/** ns of a clock tick of /proc/PID/stat (USER_HZ is 100 on every architecture but alpha and ia64). */
const TICK_NS = 10_000_000;

/** From the root on, without a leading slash. */
export const KSM_FOLDER = 'sys/kernel/mm/ksm';
const COUNTER_FILES: readonly string[] = COUNTERS.filter(({file}) => file === 'ksm').map(
	({name}) => `${KSM_FOLDER}/${name}`,
);
/** Files of which there is one, by their path from the root on, without a leading slash. */
export const SYSTEM_FILES: readonly string[] = [
	...COUNTER_FILES,
	...HOST_KNOBS.map((knob) => knobPath(knob)),
	'proc/vmstat',
	'proc/meminfo',
	'proc/sys/kernel/osrelease',
	'proc/sys/kernel/hostname',
];

/** Lines of meminfo, and how reports call them: kB there, bytes in reports. */
export const MEMORY_LINES: Readonly<Record<string, string>> = {
	MemTotal: 'total_bytes',
	MemFree: 'free_bytes',
	MemAvailable: 'available_bytes',
	AnonPages: 'anon_bytes',
	AnonHugePages: 'anon_huge_bytes',
	SwapTotal: 'swap_total_bytes',
	SwapFree: 'swap_free_bytes',
};

/** The texts of all files of one sample, as they were read. */
export interface HostTexts {
	/** Since the first sample, by a clock that only rises. */
	readonly timeNs: number;
	/** Milliseconds since 1970. */
	readonly wallMs: number;
	/** Page size of the machine. */
	readonly pageBytes: number;
	/** SYSTEM_FILES by their path. */
	readonly files: ReadonlyMap<string, FileText>;
	/** /proc/PID/stat, schedstat and status of ksmd; null: there is no such thread, or this user may not see it. */
	readonly ksmd: {
		readonly pid: number;
		readonly stat: FileText;
		readonly schedstat: FileText;
		readonly status: FileText;
	} | null;
	/** The processes whose KSM figures are not all 0. */
	readonly processes: readonly ProcessTexts[];
	/** Of all processes, `processes` or not. */
	readonly counts: ProcessCounts;
}

/** How many processes there are, and of how many KSM's figures are known. */
export interface ProcessCounts {
	/** Processes with an mm; kernel threads are not counted. */
	readonly all: number;
	/** Those whose KSM figures could be read. */
	readonly readable: number;
	/** Why the others could not, as the system names it; empty: all could. */
	readonly errnos: readonly string[];
}

/** ksmd as a thread. */
export interface KsmdThread {
	/** See ProcessTexts.pid. */
	readonly pid: number;
	/** State of the thread as ps shows it: R, S, D. */
	readonly state: string;
	/** CPU time since its start, ns; null where it cannot be read. */
	readonly cpuNs: number | null;
	/** voluntary_ctxt_switches: one for each wakeup, and a few for locks that it waited for; null where it cannot be read. */
	readonly sleeps: number | null;
}

/** A file that could not be read, or holds something else than it should. */
export interface MissingFile {
	/** Path from the root on, with the line where it is one of several: "proc/vmstat: cow_ksm". */
	readonly file: string;
	/** An errno, or "not a number". */
	readonly why: string;
}

/** The figures of one sample. */
export interface HostSample {
	/** See HostTexts.timeNs. */
	readonly timeNs: number;
	/** See HostTexts.wallMs. */
	readonly wallMs: number;
	/** Page size of the machine. */
	readonly pageBytes: number;
	/** uname -r; at most 100 characters, to be escaped before printing. */
	readonly release: string;
	/** At most 100 characters, to be escaped before printing. */
	readonly hostname: string;
	/** Values of the knobs that could be read, by KnobName. */
	readonly knobs: Readonly<Record<string, KnobValue>>;
	/** Counters of the ksm folder and of vmstat, by name. */
	readonly counters: ReadonlyMap<string, number>;
	/** Lines of meminfo by their name, in kB as there. */
	readonly memory: ReadonlyMap<string, number>;
	/** null: no such thread, or this user may not see it. */
	readonly ksmd: KsmdThread | null;
	/** Sorted by what KSM saves for them, most first. */
	readonly processes: readonly HostProcess[];
	/** See HostTexts.counts. */
	readonly counts: ProcessCounts;
	/** What could not be read, figure by figure. */
	readonly missing: readonly MissingFile[];
}

const lineOf = (file: FileText | undefined): string =>
	(textOf(file) ?? '').split('\n')[0].trim().slice(0, 100);

function readKsmd(ksmd: HostTexts['ksmd']): KsmdThread | null {
	if (ksmd === null) return null;
	const stat = readStat(textOf(ksmd.stat) ?? '');
	if (stat === undefined) return null;
	const exact = wholeNumber(textOf(ksmd.schedstat)?.split(' ')[0]);
	const sleeps = readKilobytes(textOf(ksmd.status) ?? '').get('voluntary_ctxt_switches');
	return {
		pid: ksmd.pid,
		state: stat.state,
		cpuNs: exact ?? stat.cpuTicks * TICK_NS,
		sleeps: sleeps ?? null,
	};
}

function readCounters({files}: HostTexts, missing: MissingFile[]): Map<string, number> {
	const counters = new Map<string, number>();
	const vmstat = readCounts(textOf(files.get('proc/vmstat')) ?? '');
	for (const {name, file} of COUNTERS) {
		if (file === 'vmstat') {
			const value = vmstat.get(name);
			if (value === undefined) missing.push({file: `proc/vmstat: ${name}`, why: 'ENOENT'});
			else counters.set(name, value);
			continue;
		}
		const path = `${KSM_FOLDER}/${name}`;
		const read = files.get(path);
		const value = wholeNumber(textOf(read));
		if (value !== undefined) counters.set(name, value);
		else missing.push({file: path, why: read !== undefined && 'errno' in read ? read.errno : 'not a number'});
	}
	return counters;
}

function readKnobs({files}: HostTexts, missing: MissingFile[]): Record<string, KnobValue> {
	const knobs: Record<string, KnobValue> = {};
	for (const knob of HOST_KNOBS) {
		const path = knobPath(knob);
		const file = files.get(path);
		const value = knobValue(knob, file);
		if (value !== undefined) knobs[knob.name] = value;
		else missing.push({file: path, why: file !== undefined && 'errno' in file ? file.errno : 'not a value'});
	}
	return knobs;
}

/** Parses all texts; what cannot be parsed is in `missing`. Never throws. */
export function readSample(texts: HostTexts): HostSample {
	const {files, pageBytes, timeNs, wallMs, counts} = texts;
	const missing: MissingFile[] = [];
	const knobs = readKnobs(texts, missing);
	const counters = readCounters(texts, missing);
	return {
		timeNs,
		wallMs,
		pageBytes,
		release: lineOf(files.get('proc/sys/kernel/osrelease')),
		hostname: lineOf(files.get('proc/sys/kernel/hostname')),
		knobs,
		counters,
		memory: readKilobytes(textOf(files.get('proc/meminfo')) ?? ''),
		ksmd: readKsmd(texts.ksmd),
		processes: texts.processes
			.map((process) => readProcess(process, pageBytes))
			.filter((process) => process !== null)
			.sort(bySavings),
		counts,
		missing,
	};
}
