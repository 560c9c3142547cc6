// Reads the command line. meow splits it; where it would guess (unknown flags, missing and doubled values,
// flags of other commands) is checked here first, so that every mistake names its argument.

import meow from 'meow';
import {COMMANDS, VIEW} from '../commands/index.js';
import {FLAGS, flagNamed, flagsOf, readFlags, type Flag} from './flags.js';
import type {CommandDescription, Options} from './invocation.js';
import type {Format} from '../../report/formats.js';
import {nearest} from '../../scenario/base/nearest.js';
import {UsageError, wrongArgument} from './usage-error.js';

/** A command line that has been read and checked. */
export interface Invocation {
	/** The command that is named; the view where none is. */
	readonly command: CommandDescription;
	/** Words that are no flags, without the command's name. */
	readonly positionals: readonly string[];
	/** Every option, with its default where the flag was not given. */
	readonly options: Options;
	/** --help or -h was given: nothing else is checked or done. */
	readonly help: boolean;
	/** --version, -v or -V was given. */
	readonly version: boolean;
}

const LONGEST_ARGUMENT = 100_000;

/** Which command the words are for: the first word that is one, else the live view. */
function commandOf([first]: readonly string[]): CommandDescription {
	return COMMANDS.find(({name}) => name === first) ?? VIEW;
}

function nearestFlag(written: string): string | undefined {
	const name = nearest(
		written.replace(/^-+/, ''),
		FLAGS.map((flag) => flag.name),
	);
	return name === undefined ? undefined : `--${name}`;
}

interface Split {
	readonly positionals: string[];
	readonly seen: Map<Flag, string[]>;
}

/** Checks flags one by one, and rewrites `--flag value` as `--flag=value` so that no value is taken for a flag. */
function normalize(argv: readonly string[]): {argv: string[]; flags: Flag[]} {
	const normalized: string[] = [];
	const flags: Flag[] = [];
	for (let i = 0; i < argv.length; i++) {
		const word = argv[i];
		if (word.length > LONGEST_ARGUMENT) throw new UsageError(`argument ${i + 1}: too long`);
		if (word === '--') return {argv: [...normalized, ...argv.slice(i)], flags};
		if (!word.startsWith('-') || word === '-') {
			normalized.push(word);
			continue;
		}
		const short = {'-h': '--help', '-v': '--version', '-V': '--version'}[word];
		const [written, ...rest] = (short ?? word).split('=');
		const flag = written.startsWith('--') ? flagNamed(written.slice(2)) : undefined;
		if (!flag)
			throw wrongArgument(written, {
				message: 'no such flag',
				nearest: nearestFlag(written),
				allowed: 'see ksmtop --help',
			});
		flags.push(flag);
		if (flag.value === undefined) {
			if (rest.length > 0) throw wrongArgument(written, {message: 'takes no value', found: rest.join('=')});
			normalized.push(written);
			continue;
		}
		const next = argv[i + 1];
		const inline = rest.length > 0;
		const usable = next !== undefined && (!next.startsWith('--') || next.includes(' '));
		if (!inline && !usable)
			throw wrongArgument(written, {message: `needs a value: ${written} ${flag.value}`});
		const value = inline ? rest.join('=') : argv[++i];
		if (value === '') throw wrongArgument(written, {message: `needs a value: ${written} ${flag.value}`});
		normalized.push(`${written}=${value}`);
	}
	return {argv: normalized, flags};
}

const camelCase = (name: string): string =>
	name.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());

function split(argv: readonly string[]): Split {
	const {argv: normalized, flags: written} = normalize(argv);
	const flags = Object.fromEntries(
		(FLAGS as readonly Flag[]).map(({name, value}) => [
			camelCase(name.replace(/^no-/, '')),
			value === undefined
				? {type: 'boolean' as const, default: name.startsWith('no-')}
				: {type: 'string' as const, isMultiple: true as const},
		]),
	);
	const cli = meow('', {
		importMeta: import.meta,
		// Nothing of package.json is asked for, so it need not be looked for.
		pkg: {name: 'ksmtop'},
		argv: normalized,
		flags,
		autoHelp: false,
		autoVersion: false,
		inferType: false,
	});
	const seen = new Map<Flag, string[]>();
	for (const flag of written) {
		const values = (cli.flags as Record<string, unknown>)[camelCase(flag.name)];
		const list = Array.isArray(values) ? values.map(String) : [];
		if (!flag.repeatable && list.length > 1)
			throw wrongArgument(`--${flag.name}`, {message: 'given more than once', found: list.join(', ')});
		seen.set(flag, list);
	}
	return {positionals: cli.input.map(String), seen};
}

/** The command's format: as asked for, if it speaks it, else its first. */
function formatOf({name, formats}: CommandDescription, asked: Format | undefined): Format {
	if (asked === undefined) return formats[0] ?? 'table';
	if (formats.includes(asked)) return asked;
	throw wrongArgument('--format', {
		message: `${name} does not print it`,
		found: asked,
		allowed: formats.join(', '),
	});
}

function checkFlags(command: CommandDescription, flags: Iterable<Flag>): void {
	for (const {name} of flags)
		if (!command.flags.includes(name))
			throw wrongArgument(`--${name}`, {
				message:
					command === VIEW ? 'not a flag of the live view' : `not a flag of the command ${command.name}`,
				allowed: flagsOf(command)
					.map((flag) => `--${flag.name}`)
					.join(' '),
			});
}

/** Reads the words after the program's name. Throws a UsageError that names the argument that is wrong. */
export function readArguments(argv: readonly string[]): Invocation {
	const {positionals, seen} = split(argv);
	const command = commandOf(positionals);
	const {help, version, format, ...options} = readFlags((name) => seen.get(flagNamed(name) as Flag));
	const informs = help || version;
	const names = COMMANDS.map(({name}) => name);
	if (command === VIEW && positionals.length > 1 && !informs)
		throw wrongArgument('command', {
			message: 'no such command (and the live view takes one preset, nothing after it)',
			found: positionals[0],
			allowed: names.join(', '),
			nearest: nearest(positionals[0], names),
		});
	if (!informs) checkFlags(command, seen.keys());
	return {
		command,
		positionals: command === VIEW ? positionals : positionals.slice(1),
		options: {
			...options,
			format: informs ? 'table' : formatOf(command, format),
			isFormatGiven: format !== undefined,
		},
		help,
		version,
	};
}
