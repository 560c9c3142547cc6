// Text that comes from presets and run files, made fit for terminals and reports: without what a terminal would obey, and
// in lines that fit.

import stringWidth from 'string-width';
import {escapeUnprintable} from './unprintable.js';

/** Characters that take one column each: most texts are made of them, and need not be measured. */
const NARROW = /^[ -~│─╌×·…»→▁-▟■-◿⠀-⣿]*$/;

/** The text with every character that a terminal or an editor may obey as an escape of JSON. */
export const sanitize = (text: string): string => (NARROW.test(text) ? text : escapeUnprintable(text));

/** Columns that a text takes on a terminal. */
export const widthOf = (text: string): number => (NARROW.test(text) ? text.length : stringWidth(text));

/** As much of the text as fits in `columns`. */
export function prefixOf(text: string, columns: number): string {
	if (NARROW.test(text)) return text.slice(0, Math.max(0, columns));
	let kept = '';
	for (const character of text) {
		if (widthOf(kept + character) > columns) break;
		kept += character;
	}
	return kept;
}

/** The text in at most `columns` characters: three dots end what was cut. */
export const shorten = (text: string, columns: number): string =>
	text.length <= columns ? text : `${text.slice(0, columns - 3)}...`;

/** Its first `characters`, and three dots after them where there are more. */
export const startOf = (text: string, characters: number): string =>
	text.length <= characters ? text : `${text.slice(0, characters)}...`;

/**
 * Breaks a text into lines of at most `columns`, at white space; a longer word is broken where it must be. None
 * where there is no column.
 */
export function wrap(text: string, columns: number): string[] {
	if (columns <= 0) return [];
	const lines: string[] = [];
	let line = '';
	for (let word of text.split(/\s+/).filter((part) => part !== '')) {
		if (line !== '' && widthOf(line) + 1 + widthOf(word) <= columns) {
			line += ` ${word}`;
			continue;
		}
		if (line !== '') lines.push(line);
		while (widthOf(word) > columns) {
			const part = prefixOf(word, columns) || [...word][0];
			lines.push(part);
			word = word.slice(part.length);
		}
		line = word;
	}
	return line === '' ? lines : [...lines, line];
}
