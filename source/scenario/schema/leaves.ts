// The values that fields of a preset hold, as zod schemas that say what is allowed when something else is found.

import {z} from 'zod';
import {parseBool} from '../../core/index.js';
import {DURATION_FORMS, parseDurationNs, parseRange, parseSize, type UnitProblem} from '../base/units.js';
import {hasUnprintable} from '../base/unprintable.js';

/** The message of an issue about a field that is not there. */
export const MISSING = 'a field is missing';

/** What a leaf's parser returns when it refuses. */
export interface Refusal {
	/** Why, in words: "not a whole number in range". */
	readonly refused: string;
	/** What may stand there, in words. */
	readonly allowed?: string;
	/** Names of which the nearest is suggested. */
	readonly candidates?: readonly string[];
}

/** A schema from a parser. The issue carries `allowed` and `candidates` for the message. */
export function leaf<Value>(parse: (value: unknown) => {value: Value} | Refusal): z.ZodType<Value> {
	return z.unknown().transform((input, context) => {
		const result = input === undefined ? {refused: MISSING} : parse(input);
		if ('value' in result) return result.value;
		const {refused, allowed, candidates} = result as Refusal;
		context.addIssue({code: 'custom', message: refused, params: {allowed, candidates}});
		return z.NEVER;
	}) as unknown as z.ZodType<Value>;
}

/** A map of known fields; others are errors that name `what` and the fields it has. */
export function fields<Shape extends z.core.$ZodLooseShape>(
	what: string,
	shape: Shape,
): z.ZodObject<Shape, z.core.$strict> {
	return z.strictObject(shape, {
		error: (issue) => {
			if (issue.code === 'unrecognized_keys') return `${what}|${Object.keys(shape).join('|')}`;
			return issue.input === undefined ? MISSING : `${what} is a map of fields`;
		},
	});
}

/** A list of at most `max` items; a single item that is no list counts as a list of one. */
export function listOf<Item extends z.ZodType>(item: Item, max: number): z.ZodType<Array<z.output<Item>>> {
	return z.preprocess(
		(value) => (Array.isArray(value) ? value : [value]),
		z.array(item).max(max, {error: `too long a list, at most ${max}`}),
	) as unknown as z.ZodType<Array<z.output<Item>>>;
}

const fromUnit = <Value>(parsed: Value | UnitProblem): {value: Value} | Refusal =>
	typeof parsed === 'object' && parsed !== null && 'problem' in parsed
		? {refused: parsed.problem, allowed: parsed.allowed}
		: {value: parsed as Value};

/** A whole number in min..max. */
export const integer = (min: number, max: number): z.ZodType<number> =>
	leaf<number>((value) =>
		typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max
			? {value}
			: {refused: 'not a whole number in range', allowed: `${min} to ${max}`},
	);

/** A number in min..max, decimals allowed. */
export const decimal = (min: number, max: number): z.ZodType<number> =>
	leaf<number>((value) =>
		typeof value === 'number' && value >= min && value <= max
			? {value}
			: {refused: 'not a number in range', allowed: `${min} to ${max}`},
	);

/** A size in pages; a bare number is bytes. */
export const size = (minPages: number, maxPages: number, most: string): z.ZodType<number> =>
	leaf<number>((value) => {
		if (typeof value !== 'string' && typeof value !== 'number') return {refused: 'not a size'};
		const parsed = fromUnit(parseSize(String(value)));
		if (!('value' in parsed)) return parsed;
		const {pages} = parsed.value as {pages: number};
		if (pages < minPages) return {refused: 'too small a size', allowed: `at least ${minPages * 4096} bytes`};
		return pages > maxPages ? {refused: 'too large a size', allowed: `at most ${most}`} : {value: pages};
	});

/** A duration in ns, at least `minNs`. */
export const duration = (minNs = 0): z.ZodType<number> =>
	leaf<number>((value) => {
		if (typeof value !== 'string' && value !== 0) return {refused: 'not a duration', allowed: DURATION_FORMS};
		const parsed = fromUnit(parseDurationNs(String(value)));
		if (!('value' in parsed)) return parsed;
		const {ns} = parsed.value as {ns: number};
		return ns < minNs ? {refused: 'too short a duration', allowed: `at least ${minNs} ns`} : {value: ns};
	});

/** A range of pages, written a..b in bytes. */
export const range: z.ZodType<{from: number; to: number}> = leaf((value) =>
	typeof value === 'string'
		? (fromUnit(parseRange(value)) as {value: {from: number; to: number}} | Refusal)
		: {refused: 'not a range', allowed: "a..b, bytes from the region's start, half-open"},
);

/** One of some words; numbers count as they are printed. */
export const word = <Word extends string>(words: readonly Word[]): z.ZodType<Word> =>
	leaf<Word>((value) => {
		const text = typeof value === 'number' || typeof value === 'string' ? String(value) : undefined;
		// 6.10 without quotes is the number 6.1.
		const found = words.find((candidate) => candidate === text || candidate === `${text}0`);
		return found === undefined
			? {refused: 'not one of the words allowed here', allowed: words.join(', '), candidates: words}
			: {value: found};
	});

/** A boolean as the kernel parses it (kstrtobool). */
export const boolean: z.ZodType<boolean> = leaf<boolean>((value) => {
	if (typeof value === 'boolean') return {value};
	const parsed = typeof value === 'string' || typeof value === 'number' ? parseBool(String(value)) : null;
	return parsed === 0 || parsed === 1
		? {value: parsed === 1}
		: {refused: 'not a boolean', allowed: '1 or 0, y or n, true or false, on or off'};
});

/** Text for people, at most `max` characters; line breaks and runs of spaces become one space. */
export const prose = (max: number): z.ZodType<string> =>
	leaf<string>((value) => {
		if (typeof value !== 'string' && typeof value !== 'number') return {refused: 'not a text'};
		const text = String(value).replaceAll(/\s+/g, ' ').trim();
		if (text.length > max) return {refused: 'too long a text', allowed: `at most ${max} characters`};
		return hasUnprintable(text)
			? {refused: 'a text with control characters', allowed: 'plain text'}
			: {value: text};
	});

/** A name that conditions can refer to: 1 to 64 letters, digits and _ . - / + @. */
export const identifier: z.ZodType<string> = leaf<string>((value) => {
	const allowed = '1 to 64 letters, digits and _ . - / + @';
	if (typeof value !== 'string' && typeof value !== 'number') return {refused: 'not a name', allowed};
	const text = String(value);
	return /^[\p{L}\p{N}_][\p{L}\p{N}\p{M}_.\-/+@]{0,63}$/u.test(text)
		? {value: text}
		: {refused: 'not a name', allowed};
});

/** What would be written to a sysfs file: text, number or boolean. */
export const sysfsText: z.ZodType<string> = leaf<string>((value) => {
	if (typeof value === 'boolean') return {value: value ? '1' : '0'};
	if (typeof value === 'number' || typeof value === 'string') return {value: String(value)};
	return {refused: 'not a value of a knob', allowed: 'a number, a word or a boolean'};
});
