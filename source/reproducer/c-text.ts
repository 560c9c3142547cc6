// Writing C: literals, names, comments.

/** A string literal. Whatever is not plain ASCII is written in octal, so that the source is ASCII. */
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

/** A text made fit for a comment: ASCII, nothing that ends or begins one, no trigraph. */
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

/** Bytes in the largest unit that divides them: "64 * MiB". */
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

/** Gives every text an identifier of its own, as like the text as C allows. */
export class Identifiers {
	private readonly taken = new Set<string>();

	make(...words: string[]): string {
		const plain = words.join('_').replaceAll(/\W+/g, '_').replaceAll(/__+/g, '_').toLowerCase();
		const base = /^[a-z]/.test(plain) ? plain : `x${plain}`;
		let name = base;
		for (let i = 2; this.taken.has(name); i++) name = `${base}_${i}`;
		this.taken.add(name);
		return name;
	}
}
