// Writing C: literals, names, comments.

/** A C string literal. Bytes that are not printable ASCII become octal escapes, so that the source is ASCII. */
export function cString(text: string): string {
	let literal = '';
	for (const byte of new TextEncoder().encode(text)) {
		const character = String.fromCodePoint(byte);
		if (character === '"' || character === '\\' || character === '?') literal += `\\${character}`;
		else if (byte < 0x20 || byte > 0x7e) literal += `\\${byte.toString(8).padStart(3, '0')}`;
		else literal += character;
	}
	return `"${literal}"`;
}

/** A text that is safe inside a C comment: ASCII only, no comment delimiters, no trigraphs. */
export const commentText = (text: string): string =>
	text
		.replaceAll(/[^\u0020-\u007E]+/g, '?')
		.replaceAll('*/', '* /')
		.replaceAll('/*', '/ *')
		.replaceAll('??', '? ?');

const UNITS = [
	['TiB', 2 ** 40],
	['GiB', 2 ** 30],
	['MiB', 2 ** 20],
	['KiB', 2 ** 10],
] as const;

/** A size in the largest unit that divides it: "64 * MiB". `bytes` is 0 or a multiple of 1024. */
export function cBytes(bytes: number): string {
	if (bytes === 0) return '0';
	const [unit, size] = UNITS.find(([, candidate]) => bytes % candidate === 0) ?? ['KiB', 1024];
	return `${bytes / size} * ${unit}`;
}

const TIMES = [
	['S', 1e9],
	['MS', 1e6],
	['US', 1e3],
] as const;

/** Nanoseconds in the largest unit that divides them: "24 * MS". */
export function cDuration(ns: number): string {
	if (ns === 0) return '0';
	const found = TIMES.find(([, size]) => ns % size === 0);
	return found ? `${ns / found[1]} * ${found[0]}` : `${ns}ULL`;
}

/** A number as C reads it back exactly. */
export function cNumber(value: number): string {
	if (value === Infinity) return 'INFINITY';
	if (value === -Infinity) return '-INFINITY';
	return String(value);
}

/** Makes unique C identifiers that resemble the words that they stand for. */
export class Identifiers {
	private readonly taken = new Set<string>();

	/** The words joined by `_` in lower case; `_2`, `_3` ... is appended where that is taken. */
	make(...words: string[]): string {
		const plain = words.join('_').replaceAll(/\W+/g, '_').replaceAll(/__+/g, '_').toLowerCase();
		const base = /^[a-z]/.test(plain) ? plain : `x${plain}`;
		let name = base;
		for (let i = 2; this.taken.has(name); i++) name = `${base}_${i}`;
		this.taken.add(name);
		return name;
	}
}
