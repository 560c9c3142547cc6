// The values of flags and how they are read from their text. A wrong value is a UsageError that names the flag, what was
// found and what is allowed.

import {FORMAT_NAMES, type Format} from '../../report/formats.js';
import {nearest} from '../../scenario/base/nearest.js';
import {DURATION_FORMS, parseDurationNs} from '../../scenario/base/units.js';
import {parseList, parseNumber} from './numbers.js';
import {wrongArgument} from './usage-error.js';

/** One part of a sweep that is divided among machines: --shard i/n. */
export interface Shard {
	/** 1..of: which part of the combinations to take. */
	readonly index: number;
	/** Number of parts, at least 1. */
	readonly of: number;
}

/** A `<name>=<value>` of --set or --param, as written. */
export interface Setting {
	/** A knob for --set, a parameter of the preset for --param; whether it exists is checked later. */
	readonly name: string;
	/** The text after the first `=`, not empty. */
	readonly value: string;
}

/** A `<name>=<a,b,c>` of --vary. */
export interface Variation {
	/** A knob or a parameter of the preset. */
	readonly name: string;
	/** At least one, none empty, none twice; unchecked texts. */
	readonly values: readonly string[];
}

/** Reads one value of a flag; throws a UsageError. `flag` as written, for errors. */
export type Parse<Value> = (text: string, flag: string) => Value;

/** Any text; what it must be can be said only when the preset or file has been read. */
export const asWritten: Parse<string> = (text) => text;

/** Names with commas between them, none empty, none twice. */
export const list: Parse<readonly string[]> = (text, flag) => parseList(flag, text);

/** A whole number from `min` to `max`, both included. */
export const whole =
	(min: number, max: number): Parse<number> =>
	(text, flag) =>
		parseNumber(flag, text, {min, max, whole: true});

/** A decimal number from `min` to `max`, both included. */
export const decimal =
	(min: number, max: number): Parse<number> =>
	(text, flag) =>
		parseNumber(flag, text, {min, max, whole: false});

/** `<name>=<value>` of a preset's parameter; neither may be empty. */
export const parameter: Parse<Setting> = (text, flag) => {
	const at = text.indexOf('=');
	if (at <= 0 || at === text.length - 1)
		throw wrongArgument(flag, {
			message: 'not a parameter and a value',
			found: text,
			allowed: '<name>=<value>',
		});
	return {name: text.slice(0, at), value: text.slice(at + 1)};
};

/** `<knob>=<value>`; neither may be empty. */
export const setting: Parse<Setting> = (text, flag) => {
	const at = text.indexOf('=');
	if (at <= 0 || at === text.length - 1)
		throw wrongArgument(flag, {message: 'not a knob and a value', found: text, allowed: '<knob>=<value>'});
	return {name: text.slice(0, at).trim(), value: text.slice(at + 1).trim()};
};

/** `<name>=<a,b,c>`, as setting and list. */
export const variation: Parse<Variation> = (text, flag) => {
	const {name, value} = setting(text, flag);
	return {name, values: parseList(flag, value)};
};

/** A duration such as "1.5s" or "24h", in ns; 0 is allowed. */
export const durationNs: Parse<number> = (text, flag) => {
	const parsed = parseDurationNs(text);
	if ('problem' in parsed)
		throw wrongArgument(flag, {message: parsed.problem, found: text, allowed: parsed.allowed});
	return parsed.ns;
};

const SHORTEST_SAMPLE_NS = 100_000_000;
const LONGEST_SAMPLE_NS = 3_600_000_000_000;

/** The interval between samples of a real machine, 100 ms to 1 h, in ns. */
export const sampleInterval: Parse<number> = (text, flag) => {
	const ns = durationNs(text, flag);
	if (ns >= SHORTEST_SAMPLE_NS && ns <= LONGEST_SAMPLE_NS) return ns;
	throw wrongArgument(flag, {message: 'out of range', found: text, allowed: '100ms to 1h'});
};

/** An interval of simulated time in ns, more than 0, or the word wakeup or pass. */
export const interval: Parse<number | 'wakeup' | 'pass'> = (text, flag) => {
	if (text === 'wakeup' || text === 'pass') return text;
	const parsed = parseDurationNs(text);
	if ('problem' in parsed || parsed.ns === 0)
		throw wrongArgument(flag, {
			message: 'not an interval',
			found: text,
			allowed: `wakeup, pass, or more than 0: ${DURATION_FORMS}`,
			nearest: nearest(text, ['wakeup', 'pass']),
		});
	return parsed.ns;
};

/** The name of a format; arguments.ts checks whether the command prints it. */
export const format: Parse<Format> = (text, flag) => {
	if ((FORMAT_NAMES as readonly string[]).includes(text)) return text as Format;
	throw wrongArgument(flag, {
		message: 'no such format',
		found: text,
		allowed: FORMAT_NAMES.join(', '),
		nearest: nearest(text, FORMAT_NAMES),
	});
};

/** `i/n` with 1 <= i <= n, each of at most 9 digits. */
export const shard: Parse<Shard> = (text, flag) => {
	const match = /^(\d{1,9})\/(\d{1,9})$/.exec(text);
	const [index, of] = match ? [Number(match[1]), Number(match[2])] : [0, 0];
	if (index < 1 || index > of)
		throw wrongArgument(flag, {message: 'not a shard', found: text, allowed: 'i/n with 1 <= i <= n'});
	return {index, of};
};

/** Simulated seconds per wall-clock second, 1e-6 to 1e9, also written "x10"; Infinity for "max". */
export const speed: Parse<number> = (text, flag) =>
	text === 'max'
		? Infinity
		: parseNumber(flag, text.replace(/^x/i, ''), {min: 1e-6, max: 1e9, whole: false, also: 'max'});
