// How the kernel reads a number, a boolean or a word that is written to a sysfs file: kstrtouint and friends
// (lib/kstrtox.c), kstrtobool and sysfs_streq (lib/string_helpers.c). All these files are read in base 10, so that
// 0x prefixes are refused. Each returns the value or the error of the parser; what a *_store makes of it is its knob's.

import type {Errno} from '../../base/errno.js';

/** A value, or the error that the write gives. */
export type Parsed<Value> = Value | {errno: Errno};
/** What a parser gives when it does not refuse. */
export type ParsedValue<Result> = Exclude<Result, {errno: Errno}>;

const UINT_MAX = 2n ** 32n - 1n;
const INT_MAX = 2n ** 31n - 1n;
const ULONG_MAX = 2n ** 64n - 1n;

function parseInteger(
	text: string,
	signed: boolean,
	min: bigint,
	max: bigint,
	store = (value: bigint): bigint => value,
): Parsed<number> {
	const match = /^([+-]?)(\d+)\n?$/.exec(text);
	if (!match || (match[1] === '-' && !signed)) return {errno: 'EINVAL'};
	const value = BigInt(match[2]) * (match[1] === '-' ? -1n : 1n);
	return value < min || value > max ? {errno: 'ERANGE'} : Number(store(value));
}

/** kstrtouint, base 10: digits with an optional + and one trailing newline. EINVAL if it is no number, ERANGE beyond 32 bits. */
export const parseUint = (text: string): Parsed<number> => parseInteger(text, false, 0n, UINT_MAX);

/** kstrtoint, base 10: the same with an optional -, signed 32 bits. */
export const parseInt32 = (text: string): Parsed<number> => parseInteger(text, true, -INT_MAX - 1n, INT_MAX);

/** kstrtoul, base 10, 64 bits. Beyond 2^53 the value is the nearest double. */
export const parseUlong = (text: string): Parsed<number> => parseInteger(text, false, 0n, ULONG_MAX);

/** kstrtoul into an unsigned int, of which the upper 32 bits are lost. */
export const parseUlongAsUint = (text: string): Parsed<number> =>
	parseInteger(text, false, 0n, ULONG_MAX, (value) => BigInt.asUintN(32, value));

/** kstrtobool: only the first letter counts (y t 1, n f 0), of "on" and "off" the first two. Gives 1 or 0. */
export function parseBool(text: string): Parsed<number> {
	const first = text.slice(0, 1).toLowerCase();
	if (first === 'y' || first === 't' || first === '1') return 1;
	if (first === 'n' || first === 'f' || first === '0') return 0;
	const two = text.slice(0, 2).toLowerCase();
	if (two === 'on') return 1;
	if (two === 'of') return 0;
	return {errno: 'EINVAL'};
}

/** sysfs_streq against each of `words`: equal but for one trailing newline. */
export function parseWord<const Word extends string>(text: string, words: readonly Word[]): Parsed<Word> {
	const written = text.endsWith('\n') ? text.slice(0, -1) : text;
	return words.find((word) => word === written) ?? {errno: 'EINVAL'};
}

/** What most stores do: whatever is wrong, and whatever is out of `min`..`max`, is EINVAL. */
export function orInvalid(parsed: Parsed<number>, min = 0, max = Infinity): Parsed<number> {
	return typeof parsed === 'number' && parsed >= min && parsed <= max ? parsed : {errno: 'EINVAL'};
}

/**
 * A flag that is written as 0 or 1 and nothing else; a parse error keeps its code (single_hugepage_flag_store,
 * merge_across_nodes_store).
 */
export function parseFlag(text: string): Parsed<number> {
	const parsed = parseUlong(text);
	return typeof parsed === 'number' && parsed > 1 ? {errno: 'EINVAL'} : parsed;
}
