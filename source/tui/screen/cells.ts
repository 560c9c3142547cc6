// A frame as cells: the character and style of each column of each row. Styled text is parsed with the tokenizer that Ink
// uses, so that both agree on what a character is and how wide it is.

import {type AnsiCode, tokenize} from '@alcalzone/ansi-tokenize';
import {widthOf} from '../../scenario/base/text.js';
import {PLAIN, styleOf, withCode} from './style.js';

/** One row of the screen. */
export interface Row {
	/** One entry per column; '' is the right half of a wide character. */
	readonly chars: readonly string[];
	/** For each column the parameters of an SGR sequence; '' for none. */
	readonly styles: readonly string[];
}

/** A frame that has been parsed into cells. */
export interface Screen {
	/** Width of the screen. */
	readonly columns: number;
	/** The rows from the top. */
	readonly rows: readonly Row[];
	/** The text each row was parsed from. */
	readonly lines: readonly string[];
}

const BLANK = ' ';

function isControl(char: string): boolean {
	const code = char.codePointAt(0) ?? 0;
	return code < 0x20 || (code >= 0x7f && code < 0xa0);
}

/** Parses one line into `columns` cells: cut when too long, filled with blanks when too short. Styles end with the line. */
function parseRow(line: string, columns: number): Row {
	const chars = Array.from({length: columns}, () => BLANK);
	const styles = Array.from({length: columns}, () => PLAIN);
	let active: AnsiCode[] = [];
	let style = PLAIN;
	let at = 0;
	for (const token of tokenize(line)) {
		if (token.type === 'ansi') {
			active = withCode(active, token);
			style = styleOf(active);
			continue;
		}
		if (at >= columns) break;
		const char = isControl(token.value) ? BLANK : token.value;
		const width = widthOf(char);
		if (width === 0) continue;
		// A wide character that would hang over the edge leaves its one column blank.
		const fits = at + width <= columns;
		chars[at] = fits ? char : BLANK;
		for (let i = 0; i < width && at < columns; i++, at++) {
			styles[at] = style;
			if (i > 0) chars[at] = '';
		}
	}
	return {chars, styles};
}

/** Parses a whole frame; rows whose text is that of `previous` are taken over without parsing. */
export function parseFrame(frame: string, columns: number, rowCount: number, previous?: Screen): Screen {
	const texts = frame.split('\n');
	const lines: string[] = [];
	const rows: Row[] = [];
	for (let y = 0; y < rowCount; y++) {
		const line = texts[y] ?? '';
		const known = previous?.columns === columns && previous.lines[y] === line;
		lines.push(line);
		rows.push(known ? previous.rows[y] : parseRow(line, columns));
	}
	return {columns, rows, lines};
}

/** An empty screen, as a cleared terminal shows it. */
export function blankScreen(columns: number, rowCount: number): Screen {
	return parseFrame('', columns, rowCount);
}
