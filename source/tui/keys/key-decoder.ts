// Decodes the terminal's input before Ink gets it: keys are passed on, function keys as single private characters; answers
// to queries (ours or those of an earlier program) are removed, whole or in pieces, so that they are never taken for keys.

/** What a chunk of input holds. */
export interface Decoded {
	/** The typed keys, in a form that Ink understands. */
	readonly keys: string;
	/** Number of answers to the device status report ("ESC [ 0 n"). */
	readonly answers: number;
}

/** The first of the private characters that stand for F1, F2 and so on. */
const FUNCTION_KEYS = 0xe100;
/** The character that stands for F<number>, 1 to 12. */
export const functionKey = (number: number): string => String.fromCodePoint(FUNCTION_KEYS + number);
/** The number of a function key; 0 when the character is none. */
export function functionKeyNumber(char: string): number {
	const number = (char.codePointAt(0) ?? 0) - FUNCTION_KEYS;
	return number >= 1 && number <= 12 ? number : 0;
}

/** Numbers in "ESC [ n ~". */
const TILDE: Readonly<Record<string, number>> = {
	'11': 1,
	'12': 2,
	'13': 3,
	'14': 4,
	'15': 5,
	'17': 6,
	'18': 7,
	'19': 8,
	'20': 9,
	'21': 10,
	'23': 11,
	'24': 12,
};
/** OSC, DCS, APC, PM and SOS begin strings that only BEL or ST end. */
const STRINGS = ']P_^X';
/** A string that is longer than this is discarded. */
const LONGEST_STRING = 4096;
const ESCAPE = '\u001B';

/**
 * Keys that Ink has a name for, after "ESC [" or "ESC O": arrows, Home, End, Shift-Tab, and the block above the arrows. It
 * throws at others that come with Ctrl, and the view knows none of them.
 */
const NAMED = /^(?:\[[\d;]*[A-FHZa-e]|\[(?:[1-8](?:;\d+)?|20[01])[~^$]|O[A-FHa-e])$/;
const named = (sequence: string): string => (NAMED.test(sequence.slice(1)) ? sequence : '');

interface Piece {
	readonly keys: string;
	readonly answers?: number;
	/** Characters that it took; 0: incomplete, more input is needed. */
	readonly length: number;
}

const MORE: Piece = {keys: '', length: 0};

function stringOf(text: string): Piece {
	const bell = text.indexOf('\u0007');
	const end = text.indexOf(`${ESCAPE}\\`, 2);
	if (bell >= 0 && (end < 0 || bell < end)) return {keys: '', length: bell + 1};
	if (end >= 0) return {keys: '', length: end + 2};
	return text.length > LONGEST_STRING ? {keys: '', length: text.length} : MORE;
}

function controlSequence(text: string): Piece {
	// The Linux console's F1 to F5.
	if (text[2] === '[') {
		if (text.length < 4) return MORE;
		const number = 'ABCDE'.indexOf(text[3]) + 1;
		return {keys: number > 0 ? functionKey(number) : '', length: 4};
	}
	const match = /^.\[([0-?]*)[ -/]*([@-~])/.exec(text);
	if (match === null) return text.length > 64 ? {keys: '', length: text.length} : MORE;
	const [whole, parameters, final] = match;
	const length = whole.length;
	if (final === 'n') return {keys: '', answers: parameters === '0' ? 1 : 0, length};
	// Where the cursor is, what the terminal is, which mode is set: answers.
	if (final === 'R' || final === 'c' || final === 'y') return {keys: '', length};
	const number = final === '~' ? TILDE[parameters] : undefined;
	return {keys: number === undefined ? named(whole) : functionKey(number), length};
}

function escapeSequence(text: string): Piece {
	if (text.length < 2) return MORE;
	// Escape was typed just before a sequence, as the terminal's answer to a frame is one.
	if (text[1] === ESCAPE) return {keys: ESCAPE, length: 1};
	if (STRINGS.includes(text[1])) return stringOf(text);
	if (text[1] === '[') return controlSequence(text);
	if (text[1] !== 'O') return {keys: text.slice(0, 2), length: 2};
	if (text.length < 3) return MORE;
	const number = 'PQRS'.indexOf(text[2]) + 1;
	return {keys: number > 0 ? functionKey(number) : named(text.slice(0, 3)), length: 3};
}

/** Decodes a terminal's input chunk by chunk; a sequence may be split between chunks. */
export class KeyDecoder {
	#pending = '';

	/** Whether an incomplete sequence is waiting for its end. */
	get isPending(): boolean {
		return this.#pending !== '';
	}

	/** Decodes a chunk, together with what the one before left pending. */
	feed(chunk: string): Decoded {
		let text = this.#pending + chunk;
		let keys = '';
		let answers = 0;
		this.#pending = '';
		while (text !== '') {
			const at = text.indexOf(ESCAPE);
			if (at !== 0) {
				keys += at < 0 ? text : text.slice(0, at);
				text = at < 0 ? '' : text.slice(at);
				continue;
			}
			const piece = escapeSequence(text);
			if (piece.length === 0) {
				this.#pending = text;
				break;
			}
			keys += piece.keys;
			answers += piece.answers ?? 0;
			text = text.slice(piece.length);
		}
		return {keys, answers};
	}

	/** After a time without input: the pending text was the Escape key, or Alt with a key; the start of a string stays pending. */
	flush(): string {
		const text = this.#pending;
		if (text.length > 1 && STRINGS.includes(text[1])) return '';
		this.#pending = '';
		return text;
	}
}
