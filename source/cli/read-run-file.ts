// Reads run files, from anywhere: every line is checked before anything runs, and what is wrong is told with its line.

import type {Command} from '../session/command.js';
import {printable} from '../report/words.js';
import {knobByName} from '../core/catalogue/knobs/index.js';
import {nearest} from '../scenario/nearest.js';
import {RUN_FILE_FORMAT, type RunFileEnd, type RunFileHeader} from './run-file.js';
import {UsageError} from './usage-error.js';

export interface RunFile {
	readonly header: RunFileHeader;
	readonly commands: readonly Command[];
	/** null: the file was cut off. */
	readonly end: RunFileEnd | null;
	/** The last simulated time that it tells of. */
	readonly lastNs: number;
	/** Lines of the commands, for messages. */
	readonly commandLines: readonly number[];
}

const MOST_COMMANDS = 1_000_000;

const isRecord = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);
const isText = (value: unknown): value is string => typeof value === 'string';
const isNames = (value: unknown): value is string[] =>
	Array.isArray(value) && value.length > 0 && value.every((item) => isText(item));
const isTime = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

class Lines {
	private readonly file: string;

	constructor(file: string) {
		this.file = printable(file);
	}

	wrong(line: number, message: string): UsageError {
		return new UsageError(`${this.file}:${line}:1: ${printable(message)}`);
	}

	/** The object of a line, or undefined when it is no JSON. */
	parse(text: string): Record<string, unknown> | undefined {
		try {
			const value: unknown = JSON.parse(text);
			return isRecord(value) ? value : undefined;
		} catch {
			return undefined;
		}
	}

	header(text: string): RunFileHeader {
		const header = this.parse(text);
		if (header?.['type'] !== 'header')
			throw this.wrong(
				1,
				'not a run file: the first line must be its header, a JSON object with type "header"',
			);
		const {
			run_file: format,
			ksmtop,
			preset,
			kernels,
			seed,
			sets,
			until,
			limit_ns: limit,
			text: preset_text,
		} = header;
		if (format !== RUN_FILE_FORMAT)
			throw this.wrong(
				1,
				`a run file of format ${JSON.stringify(format ?? null)}${isText(ksmtop) ? `, written by ksmtop ${ksmtop}` : ''}; this version reads format ${RUN_FILE_FORMAT}`,
			);
		const fine =
			isText(ksmtop) &&
			isText(preset) &&
			isText(preset_text) &&
			isNames(kernels) &&
			Number.isInteger(seed) &&
			(seed as number) >= 0 &&
			(seed as number) < 2 ** 32 &&
			Array.isArray(sets) &&
			sets.every((set) => isRecord(set) && isText(set['name']) && isText(set['value'])) &&
			(until === null || isText(until)) &&
			(limit === null || isTime(limit));
		if (!fine) throw this.wrong(1, 'the header lacks a field, or one of them is not what it should be');
		return header as unknown as RunFileHeader;
	}

	command(line: number, value: Record<string, unknown>): Command {
		const {type: _type, time_ns: time, ...what} = value;
		if (!isTime(time)) throw this.wrong(line, 'a command needs its time, time_ns, a whole number');
		const {set, fork} = what;
		if (isRecord(set) && isText(set['knob']) && isText(set['value'])) {
			const {knob, value: text} = set as {knob: string; value: string};
			if (knobByName.has(knob)) return {atNs: time, set: {knob, value: text}};
			const close = nearest(knob, knobByName.keys());
			throw this.wrong(
				line,
				`no knob named ${knob.slice(0, 80)}${close === undefined ? '' : `; did you mean ${close}?`}`,
			);
		}
		if (isRecord(fork) && isText(fork['from']) && isNames(fork['kernels']))
			return {atNs: time, fork: {from: fork['from'], kernels: fork['kernels']}};
		if ('perform' in what) return {atNs: time, perform: what['perform']};
		throw this.wrong(
			line,
			'not a command: it needs set {knob, value}, perform {...} or fork {from, kernels}',
		);
	}
}

/** Reads the text of a run file; throws a UsageError with the line of what is wrong. */
export function readRunFile(text: string, file: string): RunFile {
	const lines = text.split('\n');
	const reader = new Lines(file);
	const header = reader.header(lines[0]);
	const commands: Command[] = [];
	const commandLines: number[] = [];
	let end: RunFileEnd | null = null;
	let lastNs = 0;
	for (let i = 1; i < lines.length; i++) {
		if (lines[i].trim() === '') continue;
		const value = reader.parse(lines[i]);
		// The last line may have been cut off in its middle.
		if (!value && i === lines.length - 1) break;
		if (!value) throw reader.wrong(i + 1, 'not a JSON object');
		if (end) throw reader.wrong(i + 1, 'something follows the last line, the fingerprint');
		if (!isTime(value['time_ns']))
			throw reader.wrong(i + 1, 'a line needs its time, time_ns, a whole number');
		if (value['time_ns'] < lastNs) throw reader.wrong(i + 1, 'goes back in time');
		lastNs = value['time_ns'];
		if (value['type'] === 'command') {
			if (commands.length >= MOST_COMMANDS) throw reader.wrong(i + 1, `more than ${MOST_COMMANDS} commands`);
			commands.push(reader.command(i + 1, value));
			commandLines.push(i + 1);
		} else if (value['type'] === 'end') {
			if (!isText(value['fingerprint']) || !/^[0-9a-f]{16}$/.test(value['fingerprint']))
				throw reader.wrong(i + 1, 'the fingerprint must be 16 hex digits');
			end = value as unknown as RunFileEnd;
		} else if (value['type'] !== 'time') throw reader.wrong(i + 1, 'a line of an unknown type');
	}
	return {header, commands, end, lastNs, commandLines};
}
