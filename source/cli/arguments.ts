// Reads the command line. meow splits it; what it must not guess about (unknown flags, missing and doubled values,
// flags of other commands) is checked here first, so that every mistake names its argument.

import meow from 'meow';
import {parseNumber, parseList} from './numbers.js';
import {FLAGS, flagNamed, type CommandKey, type Flag} from './flags.js';
import {COMMANDS, FORMATS, type CommandName, type Format, type Options, type Shard} from './invocation.js';
import {nearest} from '../scenario/nearest.js';
import {DURATION_FORMS, parseDurationNs} from '../scenario/units.js';
import {UsageError, wrongArgument} from './usage-error.js';

export interface Invocation {
	readonly command: CommandKey;
	readonly positionals: readonly string[];
	readonly options: Options;
	readonly help: boolean;
	readonly version: boolean;
}

const DAY_NS = 86_400e9;
const LONGEST_ARGUMENT = 100_000;

/** Which command the words are for: the first word that is one, else the live view. */
export function commandOf(positionals: readonly string[]): CommandKey {
	const [first] = positionals;
	return (COMMANDS as readonly string[]).includes(first) ? (first as CommandName) : 'live';
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
		FLAGS.map(({name, value}) => [
			camelCase(name.replace(/^no-/, '')),
			value === undefined
				? {type: 'boolean' as const, default: name.startsWith('no-')}
				: {type: 'string' as const, isMultiple: true as const},
		]),
	);
	const cli = meow('', {
		importMeta: import.meta,
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

function parseSet(text: string, argument: string): {name: string; value: string} {
	const at = text.indexOf('=');
	if (at <= 0 || at === text.length - 1)
		throw wrongArgument(argument, {
			message: 'not a knob and a value',
			found: text,
			allowed: '<knob>=<value>',
		});
	return {name: text.slice(0, at).trim(), value: text.slice(at + 1).trim()};
}

function parseDuration(text: string, argument: string): number {
	const parsed = parseDurationNs(text);
	if ('problem' in parsed)
		throw wrongArgument(argument, {message: parsed.problem, found: text, allowed: parsed.allowed});
	return parsed.ns;
}

function parseEvery(text: string): number | 'wakeup' | 'pass' {
	if (text === 'wakeup' || text === 'pass') return text;
	const parsed = parseDurationNs(text);
	if ('problem' in parsed || parsed.ns === 0)
		throw wrongArgument('--every', {
			message: 'not an interval',
			found: text,
			allowed: `wakeup, pass, or more than 0: ${DURATION_FORMS}`,
			nearest: nearest(text, ['wakeup', 'pass']),
		});
	return parsed.ns;
}

function parseFormat(text: string): Format {
	if ((FORMATS as readonly string[]).includes(text)) return text as Format;
	throw wrongArgument('--format', {
		message: 'no such format',
		found: text,
		allowed: FORMATS.join(', '),
		nearest: nearest(text, FORMATS),
	});
}

function parseShard(text: string): Shard {
	const match = /^(\d{1,9})\/(\d{1,9})$/.exec(text);
	const [index, of] = match ? [Number(match[1]), Number(match[2])] : [0, 0];
	if (index < 1 || index > of)
		throw wrongArgument('--shard', {message: 'not a shard', found: text, allowed: 'i/n with 1 <= i <= n'});
	return {index, of};
}

function parseSpeed(text: string): number {
	if (text === 'max') return Infinity;
	return parseNumber('--speed', text.replace(/^x/i, ''), {min: 1e-6, max: 1e9, whole: false, also: 'max'});
}

function optionsOf(seen: Split['seen']): Options {
	const valuesOf = (name: string): string[] => seen.get(flagNamed(name) as Flag) ?? [];
	const one = <T>(name: string, parse: (text: string) => T): T | undefined => {
		const [text] = valuesOf(name);
		return text === undefined ? undefined : parse(text);
	};
	const on = (name: string): boolean => seen.has(flagNamed(name) as Flag);
	const text = (value: string): string => value;
	return {
		kernel: one('kernel', text),
		kernels: one('kernels', (value) => parseList('--kernels', value)),
		sets: valuesOf('set').map((value) => parseSet(value, '--set')),
		seed: one('seed', (value) => parseNumber('--seed', value, {min: 0, max: 2 ** 32 - 1, whole: true})),
		until: one('until', text),
		limitNs: one('limit', (value) => parseDuration(value, '--limit')) ?? DAY_NS,
		every: one('every', parseEvery),
		wakeupLog: on('wakeup-log'),
		record: one('record', text),
		format: one('format', parseFormat),
		events: one('events', text),
		output: one('output', text),
		speed: one('speed', parseSpeed),
		fps: one('fps', (value) => parseNumber('--fps', value, {min: 1, max: 30, whole: false})),
		ascii: on('ascii'),
		color: !on('no-color'),
		plain: on('plain'),
		readOnly: on('read-only'),
		vary: valuesOf('vary').map((value) => {
			const {name, value: list} = parseSet(value, '--vary');
			return {name, values: parseList('--vary', list)};
		}),
		repeat: one('repeat', (value) => parseNumber('--repeat', value, {min: 1, max: 10_000, whole: true})) ?? 1,
		shard: one('shard', parseShard),
	};
}

/** Reads the words after the program's name. Throws a UsageError that names the argument that is wrong. */
export function readArguments(argv: readonly string[]): Invocation {
	const {positionals, seen} = split(argv);
	const command = commandOf(positionals);
	const help = seen.has(flagNamed('help') as Flag);
	const version = seen.has(flagNamed('version') as Flag);
	if (command === 'live' && positionals.length > 1 && !help && !version)
		throw wrongArgument('command', {
			message: 'no such command (and the live view takes one preset, nothing after it)',
			found: positionals[0],
			allowed: COMMANDS.join(', '),
			nearest: nearest(positionals[0], COMMANDS),
		});
	for (const flag of seen.keys())
		if (!help && !version && !flag.commands.includes(command))
			throw wrongArgument(`--${flag.name}`, {
				message: command === 'live' ? 'not a flag of the live view' : `not a flag of the command ${command}`,
				allowed: FLAGS.filter(({commands}) => commands.includes(command))
					.map(({name}) => `--${name}`)
					.join(' '),
			});
	return {
		command,
		positionals: command === 'live' ? positionals : positionals.slice(1),
		options: optionsOf(seen),
		help,
		version,
	};
}
