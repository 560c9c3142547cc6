// The formats of numbers in procfs. Lines of another format are skipped: a newer kernel may have more of them, and a
// process may end while its file is read.

import {wholeNumber} from './file-text.js';

/** "name 123" per line: vmstat, ksm_stat. A "yes" or "no" counts as 1 or 0. */
export function readCounts(text: string): Map<string, number> {
	const counts = new Map<string, number>();
	for (const line of text.split('\n')) {
		const match = /^(\w+):?[ \t]+(\S+)$/.exec(line.trimEnd());
		if (match === null) continue;
		const [, name, word] = match;
		const value = word === 'yes' ? 1 : word === 'no' ? 0 : wholeNumber(word);
		if (value !== undefined) counts.set(name, value);
	}
	return counts;
}

/** "Name:  123 kB" per line: meminfo, status, smaps_rollup. Values in kB, and plain numbers as they are. */
export function readKilobytes(text: string): Map<string, number> {
	const values = new Map<string, number>();
	for (const line of text.split('\n')) {
		const match = /^(\w[\w()]*):[ \t]+(\d{1,20})(?: kB)?$/.exec(line.trimEnd());
		if (match !== null) values.set(match[1], Number(match[2]));
	}
	return values;
}

/** The word in brackets of "always [madvise] never"; the whole text where there are no brackets. */
export function chosenWord(text: string): string {
	return /\[([^\]]*)\]/.exec(text)?.[1] ?? text.trim();
}

/** The fields of /proc/PID/stat that are used. */
export interface ProcessStat {
	/** Name of the thread, at most 15 bytes; any characters: escape it before printing. */
	readonly comm: string;
	/** R, S, D, Z ... */
	readonly state: string;
	/** Pid of its parent. */
	readonly parent: number;
	/** Clock ticks (of 10 ms) in user and system mode. */
	readonly cpuTicks: number;
	/** Clock ticks from boot to the start of the process; with the pid it identifies the process. */
	readonly startTicks: number;
}

/** Reads /proc/PID/stat; undefined for anything else. A name may hold blanks and parentheses, so that the last ")" ends it. */
export function readStat(text: string): ProcessStat | undefined {
	const from = text.indexOf('(');
	const to = text.lastIndexOf(')');
	if (from < 0 || to < from) return undefined;
	const fields = text
		.slice(to + 1)
		.trim()
		.split(/\s+/);
	// Fields 3 (state), 4 (ppid), 14 (utime), 15 (stime) and 22 (starttime) of proc_pid_stat(5).
	const [parent, user, system, start] = [1, 11, 12, 19].map((field) => wholeNumber(fields[field]));
	if (parent === undefined || user === undefined || system === undefined || start === undefined)
		return undefined;
	return {
		comm: text.slice(from + 1, to),
		state: fields[0],
		parent,
		cpuTicks: user + system,
		startTicks: start,
	};
}
