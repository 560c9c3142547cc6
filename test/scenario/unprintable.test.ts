// Goal: no character of foreign text makes a terminal or an editor do something, hides, or reorders what is shown. Method:
// every character of Unicode's control and format categories through each of the ways to the screen.

import {describe, expect, it} from 'vitest';
import {toJsonLine} from '../../source/report/json.js';
import {clean} from '../../source/scenario/parse/problems.js';
import {sanitize} from '../../source/scenario/base/text.js';

const CASES: Array<[name: string, character: string]> = [
	['escape', '\u001B'],
	['a C1 control', '\u009B'],
	['the soft hyphen', '\u00AD'],
	['the Arabic letter mark', '\u061C'],
	['a zero-width joiner', '\u200D'],
	['an override of direction', '\u202E'],
	['an isolate of direction', '\u2066'],
	['the line separator', '\u2028'],
	['a byte order mark', '\uFEFF'],
	['a tag character', '\u{E0041}'],
	['half a surrogate pair', '\uD800'],
];

describe.each(CASES)('%s', (_name, character) => {
	it('reaches no terminal', () => {
		for (const shown of [sanitize, clean, sanitize]) {
			const text = shown(`a${character}b`);
			expect(text).not.toContain(character);
			expect(text.startsWith('a') && text.endsWith('b')).toBe(true);
		}
	});

	it('is an escape in JSON, which reads back', () => {
		const line = toJsonLine({text: `a${character}b`});
		expect(line).not.toContain(character);
		expect(JSON.parse(line)).toEqual({text: `a${character}b`});
	});
});

it('letters of all scripts stay', () => {
	const text = 'Zoë, 中文, עברית, العربية, 🙂, ─│⣿';
	expect([sanitize(text), clean(text), sanitize(text)]).toEqual([text, text, text]);
});
