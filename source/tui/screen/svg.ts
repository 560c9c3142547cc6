// A screen as an SVG picture: a dark terminal, one text element for each stretch of equal style. Every letter keeps its
// column in any font.

import type {Screen} from './cells.js';
import {PLAIN} from './style.js';

/** The 16 colours as common dark schemes have them. */
const COLOURS = [
	'#000000',
	'#e06c75',
	'#98c379',
	'#d19a66',
	'#61afef',
	'#c678dd',
	'#56b6c2',
	'#abb2bf',
	'#5c6370',
	'#ff7b86',
	'#b5e890',
	'#e5c07b',
	'#82c0ff',
	'#e08cf5',
	'#74d3df',
	'#ffffff',
];
const BACKGROUND = '#16181d';
const FOREGROUND = '#c8ccd4';
const CELL_WIDTH = 8.4;
const CELL_HEIGHT = 17;
const MARGIN = 10;

interface Paint {
	foreground: string;
	background: string | null;
	isBold: boolean;
	isDim: boolean;
	isReversed: boolean;
	isUnderlined: boolean;
}

/** A colour of the 256: the 16 named ones, a cube of six steps, a ramp of greys. */
function colourOf(index: number): string {
	if (index < 16) return COLOURS[index];
	const hex = (level: number): string => level.toString(16).padStart(2, '0');
	if (index >= 232) return `#${hex(8 + (index - 232) * 10).repeat(3)}`;
	const steps = [0, 95, 135, 175, 215, 255];
	const at = index - 16;
	return `#${hex(steps[Math.floor(at / 36)])}${hex(steps[Math.floor(at / 6) % 6])}${hex(steps[at % 6])}`;
}

/** What the parameters of an SGR sequence look like. */
function paintOf(style: string): Paint {
	const paint: Paint = {
		foreground: FOREGROUND,
		background: null,
		isBold: false,
		isDim: false,
		isReversed: false,
		isUnderlined: false,
	};
	const parameters = style === PLAIN ? [] : style.split(';').map(Number);
	for (let i = 0; i < parameters.length; i++) {
		const parameter = parameters[i];
		if ((parameter === 38 || parameter === 48) && parameters[i + 1] === 5) {
			const colour = colourOf(parameters[i + 2] ?? 0);
			if (parameter === 38) paint.foreground = colour;
			else paint.background = colour;
			i += 2;
		} else if (parameter === 1) paint.isBold = true;
		else if (parameter === 2) paint.isDim = true;
		else if (parameter === 4) paint.isUnderlined = true;
		else if (parameter === 7) paint.isReversed = true;
		else if (parameter >= 30 && parameter <= 37) paint.foreground = COLOURS[parameter - 30];
		else if (parameter >= 90 && parameter <= 97) paint.foreground = COLOURS[parameter - 82];
		else if (parameter >= 40 && parameter <= 47) paint.background = COLOURS[parameter - 40];
	}
	if (paint.isReversed)
		[paint.foreground, paint.background] = [paint.background ?? BACKGROUND, paint.foreground];
	return paint;
}

function escaped(text: string): string {
	return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function stretch(text: string, style: string, column: number, row: number): string {
	const paint = paintOf(style);
	const x = (MARGIN + column * CELL_WIDTH).toFixed(1);
	const y = MARGIN + row * CELL_HEIGHT;
	const width = (text.length * CELL_WIDTH).toFixed(1);
	const box =
		paint.background === null
			? ''
			: `<rect x="${x}" y="${y}" width="${width}" height="${CELL_HEIGHT}" fill="${paint.background}"/>`;
	const line = paint.isUnderlined
		? `<rect x="${x}" y="${y + CELL_HEIGHT - 2}" width="${width}" height="1" fill="${paint.foreground}" opacity="0.7"/>`
		: '';
	if (text.trim() === '') return box + line;
	const looks = `${paint.isBold ? ' font-weight="bold"' : ''}${paint.isDim ? ' opacity="0.6"' : ''}`;
	return `${box}${line}<text x="${x}" y="${y + 13}" fill="${paint.foreground}"${looks} textLength="${width}" lengthAdjust="spacingAndGlyphs" xml:space="preserve">${escaped(text)}</text>`;
}

/** The picture, as the text of an SVG file. */
export function screenToSvg({columns, rows}: Screen): string {
	const parts: string[] = [];
	for (const [y, row] of rows.entries()) {
		let from = 0;
		for (let x = 1; x <= columns; x++) {
			if (x < columns && row.styles[x] === row.styles[from]) continue;
			const text = row.chars.slice(from, x).join('');
			// Blanks at the end of an unstyled stretch draw nothing.
			const shown = row.styles[from] === PLAIN ? text.trimEnd() : text;
			if (shown !== '') parts.push(stretch(shown, row.styles[from], from, y));
			from = x;
		}
	}
	const width = Math.ceil(columns * CELL_WIDTH + 2 * MARGIN);
	const height = rows.length * CELL_HEIGHT + 2 * MARGIN;
	return [
		`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace" font-size="14">`,
		`<rect width="100%" height="100%" rx="6" fill="${BACKGROUND}"/>`,
		...parts.filter((part) => part !== ''),
		'</svg>',
		'',
	].join('\n');
}
