// Lines of the screen: spans of text, each with a role. Panels make spans; paintLine turns them into styled text of an
// exact width, so that no line ever wraps and nothing has to be measured again.

import {prefixOf, sanitize, widthOf} from '../../scenario/base/text.js';
import type {Glyphs} from './glyphs.js';
import type {Role, Theme} from './theme.js';

/** Text with a role; a plain string has the role `plain`. */
export type Span = string | readonly [text: string, role: Role];
/** A row of the screen, not yet cut to its width. */
export type Line = readonly Span[];

/** How spans become text on this terminal. */
export interface Look {
	/** Turns text with a role into escape sequences. */
	readonly theme: Theme;
	/** The characters that this terminal can draw. */
	readonly glyphs: Glyphs;
}

/** Cuts a text to `columns`, with the ellipsis as its last character where something was lost. */
export function cut(text: string, columns: number, ellipsis = '…'): string {
	if (columns <= 0) return '';
	if (widthOf(text) <= columns) return text;
	return prefixOf(text, columns - 1) + ellipsis;
}

/** The text in exactly `columns`: cut, or filled with blanks on the right. */
export function left(text: string, columns: number, ellipsis?: string): string {
	const fitted = cut(text, columns, ellipsis);
	return fitted + ' '.repeat(Math.max(0, columns - widthOf(fitted)));
}

/** The text in exactly `columns`: cut, or filled with blanks on the left. */
export function right(text: string, columns: number, ellipsis?: string): string {
	const fitted = cut(text, columns, ellipsis);
	return ' '.repeat(Math.max(0, columns - widthOf(fitted))) + fitted;
}

/** The text of a line, without roles. */
export const textOf = (line: Line): string =>
	line.map((span) => (typeof span === 'string' ? span : span[0])).join('');

/** Columns that the line takes when it is not cut. */
export function lineWidth(line: Line): number {
	let width = 0;
	for (const span of line) width += widthOf(typeof span === 'string' ? span : span[0]);
	return width;
}

/** The spans as styled text of exactly `columns`. Neighbours of one role become one stretch. */
export function paintLine(line: Line, columns: number, {theme, glyphs}: Look): string {
	let room = columns;
	let painted = '';
	let stretch = '';
	let stretchRole: Role = 'plain';
	for (const span of line) {
		if (room <= 0) break;
		const [text, role] = typeof span === 'string' ? ([span, 'plain'] as const) : span;
		const fitted = cut(sanitize(text), room, glyphs.ellipsis);
		room -= widthOf(fitted);
		if (role !== stretchRole) {
			painted += theme.paint(stretchRole, stretch);
			stretch = '';
			stretchRole = role;
		}
		stretch += fitted;
	}
	return painted + theme.paint(stretchRole, stretch) + ' '.repeat(Math.max(0, room));
}
