// The output of a reproducer, read back: a header, rows, totals, each a line of JSON. The lines come from another machine
// and may be cut off, mixed up or not be a recording at all: everything is checked.

import {readPageRuns, type PageRun} from './page-runs.js';

/** Figures of one process; a figure that its kernel does not show is absent. */
export interface ObservedProcess {
	/** As the preset names it; at most 200 characters, to be escaped before printing. */
	readonly name: string;
	/** By the names of PROCESS_FIGURES. */
	readonly figures: ReadonlyMap<string, number>;
	/** What its pages are, by region; absent where that was not recorded. */
	readonly pages?: ReadonlyMap<string, readonly PageRun[]>;
	/** Where its regions begin, in bytes; absent where that was not recorded. */
	readonly starts?: ReadonlyMap<string, number>;
}

/** All figures at the end of a wakeup of ksmd. */
export interface ObservedRow {
	/** Full scans so far, never reset. */
	readonly pass: number;
	/** Wakeups of ksmd so far. */
	readonly wakeups: number;
	/** On the run's own clock, ns, which in exact mode counts sleeps only. */
	readonly timeNs: number;
	/** Real time since the start, ns; null: not recorded. */
	readonly wallNs: number | null;
	/** A full scan ended in this wakeup. */
	readonly isFullScan: boolean;
	/**
	 * Counters of sysfs and vmstat by name, vmstat's since the start of the run; one that the kernel does not show
	 * is absent.
	 */
	readonly figures: ReadonlyMap<string, number>;
	/** Processes of the preset that are alive. */
	readonly processes: readonly ObservedProcess[];
	/** Knobs that have another value than in the row before. */
	readonly knobs: ReadonlyMap<string, number | string>;
}

/** The first line of a recording. */
export interface RecordingHeader {
	/** Name of the preset; at most 200 characters, to be escaped before printing. */
	readonly preset: string;
	/** Hash of the preset's text. */
	readonly presetKey: string;
	/** exact: the reproducer stepped ksmd wakeup by wakeup; timed: ksmd ran by its own timer. */
	readonly mode: 'exact' | 'timed';
	/** uname -r. */
	readonly release: string;
	/** uname -m. */
	readonly architecture: string;
	/** Knobs at the start of the run, by name. */
	readonly knobs: ReadonlyMap<string, number | string>;
	/** sleep_millisecs by the run's own clock: in exact mode the file holds what steps ksmd. Null: not recorded. */
	readonly sleepMs: number | null;
}

/** An action whose errno differs from what the preset expects. */
export interface ObservedRefusal {
	/** Wakeups of ksmd when it was done. */
	readonly wakeups: number;
	/** The errno as a number; 0: it succeeded. */
	readonly errno: number;
	/** The timeline entry as written, at most 200 characters. */
	readonly entry: string;
}

/** A recording, as far as it was read. */
export interface Recording {
	/** What the first line says of the machine and the run. */
	readonly header: RecordingHeader;
	/** Rows in the order of time. */
	readonly rows: readonly ObservedRow[];
	/** Unexpected errnos in the order of time. */
	readonly refusals: readonly ObservedRefusal[];
	/** Null: the recording was cut off. */
	readonly totals: ObservedRow | null;
	/** until, limit, idle or interrupted, as the reproducer says; "cut off" without totals. */
	readonly endedBy: string;
}

/** Not a recording, or not one that this version understands. */
export class RecordingError extends Error {
	override readonly name = 'RecordingError';
}

const MAX_PROCESSES = 100_000;
/** Figures and runs of pages of all rows together, which are all kept: some 50 bytes each. A row has some 60. */
const MAX_FIGURES = 20_000_000;
/** What a row, or a process in it, takes beside its figures. */
const RECORD_FIGURES = 20;
const LONGEST_NAME = 200;
type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
	typeof value === 'object' && value !== null && !Array.isArray(value);
const numberIn = (fields: Fields, name: string): number => {
	const value = fields[name];
	if (typeof value === 'number' && Number.isFinite(value)) return value;
	throw new RecordingError(`${name} is no number`);
};
const textIn = (fields: Fields, name: string): string => {
	const value = fields[name];
	return typeof value === 'string' ? value.slice(0, LONGEST_NAME) : '';
};
const fieldsIn = (fields: Fields, name: string): Fields => {
	const value = fields[name];
	return isFields(value) ? value : {};
};

/** Everything that is a number; booleans count as 0 and 1. */
function figuresOf(fields: Fields): Map<string, number> {
	const figures = new Map<string, number>();
	for (const [name, value] of Object.entries(fields)) {
		if (typeof value === 'number' && Number.isFinite(value)) figures.set(name, value);
		else if (typeof value === 'boolean') figures.set(name, Number(value));
	}
	return figures;
}

function readPages(map: Fields): Map<string, readonly PageRun[]> {
	const pages = new Map<string, readonly PageRun[]>();
	for (const [region, text] of Object.entries(map)) {
		const runs = typeof text === 'string' ? readPageRuns(text) : undefined;
		if (runs === undefined)
			throw new RecordingError(`the map of region ${region.slice(0, LONGEST_NAME)} is none`);
		pages.set(region, runs);
	}
	return pages;
}

function readProcesses(value: unknown): ObservedProcess[] {
	if (!Array.isArray(value)) return [];
	if (value.length > MAX_PROCESSES) throw new RecordingError('too many processes');
	return value.filter(isFields).map((fields) => ({
		name: textIn(fields, 'name'),
		figures: figuresOf(fields),
		...(isFields(fields['map']) ? {pages: readPages(fields['map'])} : {}),
		...(isFields(fields['starts']) ? {starts: figuresOf(fields['starts'])} : {}),
	}));
}

/** Numbers of a row that are no figures of the kernel. */
const NO_FIGURES = ['pass', 'time_ns', 'wall_ns', 'wakeups', 'schema'];

/** Values of knobs: numbers, or words. */
const knobsOf = (value: unknown): Map<string, number | string> =>
	new Map(
		Object.entries(isFields(value) ? value : {}).filter(
			(entry): entry is [string, number | string] =>
				typeof entry[1] === 'number' || typeof entry[1] === 'string',
		),
	);

function readRow(fields: Fields, counters: Fields): ObservedRow {
	const figures = figuresOf(counters);
	for (const name of NO_FIGURES) figures.delete(name);
	return {
		pass: numberIn(fields, 'pass'),
		wakeups: numberIn(fields, 'wakeups'),
		timeNs: numberIn(fields, 'time_ns'),
		wallNs: typeof fields['wall_ns'] === 'number' ? fields['wall_ns'] : null,
		isFullScan: fields['why'] === 'full_scan',
		figures,
		processes: readProcesses(fields['processes']),
		knobs: knobsOf(fields['knobs']),
	};
}

function readHeader(fields: Fields): RecordingHeader {
	if (fields['schema'] !== 1)
		throw new RecordingError(`schema ${JSON.stringify(fields['schema'])} is not understood, only 1 is`);
	const uname = fieldsIn(fields, 'uname');
	const mode = fields['mode'];
	if (mode !== 'exact' && mode !== 'timed') throw new RecordingError('the mode is neither exact nor timed');
	return {
		preset: textIn(fields, 'preset'),
		presetKey: textIn(fields, 'preset_key'),
		mode,
		release: textIn(uname, 'release'),
		architecture: textIn(uname, 'machine'),
		knobs: knobsOf(fields['knobs']),
		sleepMs: typeof fields['sleep_millisecs'] === 'number' ? fields['sleep_millisecs'] : null,
	};
}

/** What a row takes of MAX_FIGURES. */
function costOf({figures, processes, knobs}: ObservedRow): number {
	let cost = RECORD_FIGURES + figures.size + knobs.size;
	for (const {figures: own, pages, starts} of processes) {
		cost += RECORD_FIGURES + own.size + (starts?.size ?? 0);
		for (const runs of pages?.values() ?? []) cost += RECORD_FIGURES + runs.length;
	}
	return cost;
}

/** Reads a recording line by line as it comes. */
export class RecordingReader {
	private header: RecordingHeader | null = null;
	private readonly rows: ObservedRow[] = [];
	private readonly refusals: ObservedRefusal[] = [];
	private totals: ObservedRow | null = null;
	private endedBy = 'cut off';
	private line = 0;
	private figures = 0;
	private readonly maxFigures: number;

	/** `maxFigures`: of all rows together; more are an error. */
	constructor(maxFigures = MAX_FIGURES) {
		this.maxFigures = maxFigures;
	}

	/** Takes one line; returns the row that it holds, if it holds one. Throws a RecordingError that names the line. */
	add(text: string): ObservedRow | null {
		this.line++;
		if (text.trim() === '') return null;
		try {
			return this.take(JSON.parse(text));
		} catch (error) {
			const why = error instanceof RecordingError ? error.message : 'not a line of JSON';
			throw new RecordingError(`line ${this.line}: ${why}`);
		}
	}

	private take(value: unknown): ObservedRow | null {
		if (!isFields(value)) throw new RecordingError('not an object');
		const {type} = value;
		if (this.header === null) {
			if (type !== 'header') throw new RecordingError('a recording begins with a header');
			this.header = readHeader(value);
			return null;
		}
		if (type === 'row') {
			const row = readRow(value, value);
			this.account(costOf(row));
			this.rows.push(row);
			return row;
		}
		if (type === 'refusal') {
			this.account(RECORD_FIGURES);
			this.refusals.push({
				wakeups: numberIn(value, 'wakeups'),
				errno: numberIn(value, 'errno'),
				entry: textIn(value, 'entry'),
			});
		} else if (type === 'totals') {
			this.totals = readRow(value, fieldsIn(value, 'counters'));
			this.endedBy = textIn(value, 'ended_by');
		} else throw new RecordingError('neither a row nor the totals');
		return null;
	}

	private account(cost: number): void {
		this.figures += cost;
		if (this.figures > this.maxFigures)
			throw new RecordingError(
				`too long a recording: more than ${this.maxFigures} figures and runs of pages`,
			);
	}

	/** The header has been read. */
	get hasHeader(): boolean {
		return this.header !== null;
	}

	/** What has been read so far. Throws a RecordingError when there was not even a header. */
	recording(): Recording {
		const {header, rows, refusals, totals, endedBy} = this;
		if (header === null) throw new RecordingError('empty: there is no header');
		return {header, rows, refusals, totals, endedBy};
	}
}
