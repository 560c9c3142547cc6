// Reads run files, which may come from anywhere: every line is checked before anything runs, and errors name the line.

import type {Command} from '../../session/command.js';
import {knobByName} from '../../core/index.js';
import {nearest} from '../../scenario/base/nearest.js';
import {MAX_KERNELS, MAX_SEED, MAX_SETS} from '../../scenario/base/limits.js';
import {sanitize} from '../../scenario/base/text.js';
import {LineChecker} from './line-seal.js';
import {RUN_FILE_FORMAT, type RunFileEnd, type RunFileHeader} from './run-file-format.js';
import {UsageError} from '../command-line/usage-error.js';

/** A run file that has been read and checked. */
export interface RunFile {
	/** The preset and how the session was set up. */
	readonly header: RunFileHeader;
	/** The session's commands in the order of their times. */
	readonly commands: readonly Command[];
	/** The last line; null: the file was cut off. */
	readonly end: RunFileEnd | null;
	/** The last simulated time in the file, ns. */
	readonly lastNs: number;
	/** The line number of each command, from 1, for messages. */
	readonly commandLines: readonly number[];
}

const MOST_COMMANDS = 1_000_000;
/** Characters of all commands together: they are kept as long as the session. */
const MOST_COMMAND_CHARACTERS = 64 * 2 ** 20;
/** Levels of lists and maps in a command; an action of a preset has some ten. */
const MOST_LEVELS = 40;

const isRecord = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);
const isText = (value: unknown): value is string => typeof value === 'string';
const isNames = (value: unknown): value is string[] =>
	Array.isArray(value) &&
	value.length > 0 &&
	value.length <= MAX_KERNELS &&
	value.every((item) => isText(item));
const isTime = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

/** Whether a value has more levels than `levels`; looks no deeper than that. */
function isDeeper(value: unknown, levels: number): boolean {
	if (typeof value !== 'object' || value === null) return false;
	return levels === 0 || Object.values(value).some((item) => isDeeper(item, levels - 1));
}

class Lines {
	private readonly file: string;

	constructor(file: string) {
		this.file = sanitize(file);
	}

	wrong(line: number, message: string): UsageError {
		return new UsageError(`${this.file}:${line}:1: ${sanitize(message)}`);
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
			(seed as number) <= MAX_SEED &&
			Array.isArray(sets) &&
			sets.length <= MAX_SETS &&
			sets.every((set) => isRecord(set) && isText(set['name']) && isText(set['value'])) &&
			(until === null || isText(until)) &&
			(limit === null || isTime(limit));
		if (!fine) throw this.wrong(1, 'the header lacks a field, or one of them is not what it should be');
		return header as unknown as RunFileHeader;
	}

	command(line: number, value: Record<string, unknown>): Command {
		const {type: _type, time_ns: time, ...what} = value;
		if (!isTime(time)) throw this.wrong(line, 'a command needs its time, time_ns, a whole number');
		if (isDeeper(what, MOST_LEVELS))
			throw this.wrong(line, `nested too deeply, at most ${MOST_LEVELS} levels`);
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

/** Reads a run file line by line; every error is a UsageError that names the line. */
export class RunFileReader {
	readonly #lines: Lines;
	readonly #checker = new LineChecker();
	#header: RunFileHeader | null = null;
	#isSealed = false;
	readonly #commands: Command[] = [];
	readonly #commandLines: number[] = [];
	#commandCharacters = 0;
	#end: RunFileEnd | null = null;
	#lastNs = 0;
	#number = 0;

	constructor(file: string) {
		this.#lines = new Lines(file);
	}

	/** Takes the next line. `isOpen`: no line end follows, as of a file that was cut off in the middle of a line. */
	line(text: string, isOpen: boolean): void {
		const number = ++this.#number;
		if (number > 1 && text.trim() === '') return;
		const value = this.#lines.parse(text);
		if (!value && isOpen && this.#header !== null) return;
		this.#checkSeal(number, text);
		if (this.#header === null) this.#header = this.#lines.header(text);
		else this.#take(number, text, value);
	}

	/** What was read, after the last line. */
	finish(): RunFile {
		return {
			header: this.#header ?? this.#lines.header(''),
			commands: this.#commands,
			end: this.#end,
			lastNs: this.#lastNs,
			commandLines: this.#commandLines,
		};
	}

	#checkSeal(number: number, text: string): void {
		const seal = this.#checker.check(text);
		if (number === 1) this.#isSealed = seal !== 'none';
		if (seal === 'differs' || (seal === 'none' && this.#isSealed))
			throw this.#lines.wrong(
				number,
				'the file is damaged: this line, or one before it, is not as it was written (its checksum does not fit)',
			);
	}

	#take(number: number, text: string, value: Record<string, unknown> | undefined): void {
		const reader = this.#lines;
		if (!value) throw reader.wrong(number, 'not a JSON object');
		if (this.#end) throw reader.wrong(number, 'something follows the last line, the fingerprint');
		const {crc32: _seal, ...fields} = value;
		const timeNs = fields['time_ns'];
		if (!isTime(timeNs)) throw reader.wrong(number, 'a line needs its time, time_ns, a whole number');
		if (timeNs < this.#lastNs) throw reader.wrong(number, 'goes back in time');
		this.#lastNs = timeNs;
		if (fields['type'] === 'command') {
			this.#commandCharacters += text.length;
			if (this.#commands.length >= MOST_COMMANDS || this.#commandCharacters > MOST_COMMAND_CHARACTERS)
				throw reader.wrong(
					number,
					`too many commands: at most ${MOST_COMMANDS} of together ${MOST_COMMAND_CHARACTERS} characters`,
				);
			this.#commands.push(reader.command(number, fields));
			this.#commandLines.push(number);
		} else if (fields['type'] === 'end') {
			if (!isText(fields['fingerprint']) || !/^[0-9a-f]{16}$/.test(fields['fingerprint']))
				throw reader.wrong(number, 'the fingerprint must be 16 hex digits');
			this.#end = fields as unknown as RunFileEnd;
		} else if (fields['type'] !== 'time') throw reader.wrong(number, 'a line of an unknown type');
	}
}

/** Reads the text of a run file; throws a UsageError with the line of what is wrong. */
export function readRunFile(text: string, file: string): RunFile {
	const reader = new RunFileReader(file);
	const lines = text.split('\n');
	for (const [i, line] of lines.entries()) reader.line(line, i === lines.length - 1);
	return reader.finish();
}
