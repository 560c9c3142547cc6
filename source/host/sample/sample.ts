// A sample: everything that this machine shows of ksmd, THPs and the zeropage at one moment, read from the texts of its
// files. A figure that this kernel does not have is absent, never 0.

import {COUNTERS, type KnobValue} from '../../core/index.js';
import {textOf, wholeNumber, type FileText} from './file-text.js';
import {HOST_KNOBS, knobPath, knobValue} from './host-knobs.js';
import {bySavings, readProcess, type HostProcess, type ProcessTexts} from './process.js';
import {readCounts, readKilobytes, readStat} from './proc-text.js';

/** ns of a clock tick of /proc/PID/stat (USER_HZ is 100 on every architecture but alpha and ia64). */
const TICK_NS = 10_000_000;

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

export interface HostTexts {
	/** Since the first sample, by a clock that only rises. */
	readonly timeNs: number;
	/** Milliseconds since 1970. */
	readonly wallMs: number;
	readonly pageBytes: number;
	readonly files: ReadonlyMap<string, FileText>;
	/** Null: there is no thread of that name, or nobody may see it. */
	readonly ksmd: {
		readonly pid: number;
		readonly stat: FileText;
		readonly schedstat: FileText;
		readonly status: FileText;
	} | null;
	/** Those that are of interest; all that there are, those with memory of their own, and those of which ksm_stat could be read. */
	readonly processes: readonly ProcessTexts[];
	readonly counts: ProcessCounts;
}

export interface ProcessCounts {
	/** With memory of their own; kernel threads are not counted. */
	readonly all: number;
	/** Those whose KSM figures could be read. */
	readonly readable: number;
	/** Why the others could not, as the system names it; empty: all could. */
	readonly errnos: readonly string[];
}

export interface KsmdThread {
	readonly pid: number;
	/** R, S, D. */
	readonly state: string;
	/** CPU time since its start; null where it cannot be read. From stat (isCoarse) it is in steps of 10 ms. */
	readonly cpuNs: number | null;
	readonly isCoarse: boolean;
	/** Times that it went to sleep: a wakeup each, and now and then a lock that it waited for. */
	readonly sleeps: number | null;
}

/** A file that could not be read, or holds something else than it should. */
export interface MissingFile {
	readonly file: string;
	/** An errno, or "not a number". */
	readonly why: string;
}

export interface HostSample {
	readonly timeNs: number;
	readonly wallMs: number;
	readonly pageBytes: number;
	readonly release: string;
	readonly hostname: string;
	readonly knobs: Readonly<Record<string, KnobValue>>;
	/** Counters of the ksm folder and of vmstat, by name. */
	readonly counters: ReadonlyMap<string, number>;
	/** Of meminfo, in kB as there. */
	readonly memory: ReadonlyMap<string, number>;
	readonly ksmd: KsmdThread | null;
	/** By what KSM saves for them. */
	readonly processes: readonly HostProcess[];
	readonly counts: ProcessCounts;
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
		isCoarse: exact === undefined,
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
