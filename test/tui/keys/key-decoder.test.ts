// Goal: keys arrive whatever way a terminal sends them, and nothing else is ever taken for keys: late answers to
// questions of a program that ran before, whole or cut anywhere, above all.
// Method: the decoder alone, fed in all possible cuts; then Ink's names of what it passes on.

import {describe, expect, it} from 'vitest';
import {functionKey, KeyDecoder} from '../../../source/tui/keys/key-decoder.js';
import {keysOf} from '../../../source/tui/keys/keys.js';

const ESC = '\u001B';
const decode = (...chunks: string[]): {keys: string; answers: number} => {
	const decoder = new KeyDecoder();
	let keys = '';
	let answers = 0;
	for (const chunk of chunks) {
		const decoded = decoder.feed(chunk);
		keys += decoded.keys;
		answers += decoded.answers;
	}
	return {keys: keys + decoder.flush(), answers};
};

describe('answers are no keys', () => {
	it.each([
		['OSC 11, ended by BEL', `${ESC}]11;rgb:1e1e/1e1e/2e2e\u0007`],
		['OSC 11, ended by ST', `${ESC}]11;rgb:1e1e/1e1e/2e2e${ESC}\\`],
		['OSC 52', `${ESC}]52;c;cXF1dXJxcQ==\u0007`],
		['DCS', `${ESC}P1+r524742=3838${ESC}\\`],
		['device attributes', `${ESC}[?64;1;2;6c`],
		['cursor position', `${ESC}[12;40R`],
		['mode report', `${ESC}[?2026;2$y`],
	])('%s, wherever it is cut', (_name, answer) => {
		for (let cut = 1; cut < answer.length; cut++) {
			expect(decode(`s${answer.slice(0, cut)}`, `${answer.slice(cut)}q`)).toEqual({keys: 'sq', answers: 0});
		}
		expect(decode(...`s${answer}q`)).toEqual({keys: 'sq', answers: 0});
	});

	it('the answer that a frame was drawn is counted', () => {
		expect(decode(`a${ESC}[0`, `n${ESC}[0nb`)).toEqual({keys: 'ab', answers: 2});
	});

	it('a string that never ends is given up', () => {
		const decoder = new KeyDecoder();
		decoder.feed(`${ESC}]11;${'x'.repeat(5000)}`);
		expect(decoder.feed('q').keys).toBe('q');
	});
});

describe('keys', () => {
	it.each([
		['xterm', [`${ESC}OP`, `${ESC}[15~`, `${ESC}[21~`]],
		['rxvt', [`${ESC}[11~`, `${ESC}[15~`, `${ESC}[21~`]],
		['the Linux console', [`${ESC}[[A`, `${ESC}[[E`, `${ESC}[21~`]],
	])('F1, F5 and F10 as %s sends them', (_name, sequences) => {
		expect(decode(...sequences).keys).toBe(functionKey(1) + functionKey(5) + functionKey(10));
		const none = {} as Parameters<typeof keysOf>[1];
		expect(keysOf(decode(sequences.join('')).keys, none)).toEqual(['f1', 'f5', 'f10']);
	});

	it.each([
		`${ESC}[A`,
		`${ESC}[1;5C`,
		`${ESC}OA`,
		`${ESC}[3~`,
		`${ESC}[200~text${ESC}[201~`,
		`${ESC}x`,
		'ä€😀',
	])('%j is passed on as it is, wherever it is cut', (sequence) => {
		for (let cut = 0; cut <= sequence.length; cut++)
			expect(decode(sequence.slice(0, cut), sequence.slice(cut)).keys).toBe(sequence);
	});

	it.each([`${ESC}[1;5X`, `${ESC}[27;5;9~`, `${ESC}[1;5P`, `${ESC}OX`, `${ESC}[1;5n`])(
		'%j, for which Ink has no name, is no key',
		(sequence) => {
			expect(decode(`a${sequence}b`).keys).toBe('ab');
		},
	);

	it('Escape just before an answer of the terminal is Escape', () => {
		expect(decode(ESC, `${ESC}[0n`)).toEqual({keys: ESC, answers: 1});
	});

	it('Escape alone is Escape once nothing follows', () => {
		const decoder = new KeyDecoder();
		expect(decoder.feed(ESC).keys).toBe('');
		expect(decoder.isPending).toBe(true);
		expect(decoder.flush()).toBe(ESC);
	});
});
