// Numbers and lists on the command line.

import {wrongArgument} from './usage-error.js';

interface Range {
	readonly min: number;
	readonly max: number;
	readonly whole: boolean;
	/** A word that is allowed too. */
	readonly also?: string;
}

/** A plain decimal number within a range: no signs of other bases, no exponents, no NaN. */
export function parseNumber(argument: string, text: string, {min, max, whole, also}: Range): number {
	const form = whole ? /^\d{1,16}$/ : /^\d{1,15}(?:\.\d{1,9})?$/;
	const value = form.test(text) ? Number(text) : Number.NaN;
	if (value >= min && value <= max) return value;
	const kind = whole ? 'a whole number' : 'a number';
	const word = also === undefined ? '' : ` or ${also}`;
	throw wrongArgument(argument, {
		message: `not ${kind} in range`,
		found: text,
		allowed: `${min} to ${max}${word}`,
	});
}

/** Names or values with commas between them: none empty, none twice. */
export function parseList(argument: string, text: string): string[] {
	const values = text.split(',').map((value) => value.trim());
	const allowed = 'values with commas between them, none empty, none twice';
	if (values.some((value, i) => value === '' || values.indexOf(value) !== i))
		throw wrongArgument(argument, {message: 'not a list', found: text, allowed});
	return values;
}
