// Sentences on the screen. Names are marked by backticks in the text; here those of running kernels get their letter and
// colour, other names are strong, and the text is broken into lines.

import {captionParts} from '../../scenario/timeline/caption.js';
import {sanitize, widthOf} from '../../scenario/base/text.js';
import type {Run} from '../../session/run/run.js';
import {cut, type Line, type Span} from './text.js';
import {runRole, type Role} from './theme.js';

/** A run's name in a sentence, marked as a name. */
export const nameInProse = (run: Run): string => `\`${run.letter}:${run.title}\``;

function nameSpan(name: string, runs: readonly Run[]): readonly [string, Role] {
	const at = runs.findIndex(({letter, title}) => name === title || name === `${letter}:${title}`);
	if (at < 0) return [name, 'strong'];
	return [`${runs[at].letter}:${runs[at].title}`, runRole(at)];
}

interface Word {
	readonly spans: ReadonlyArray<readonly [string, Role]>;
	readonly width: number;
}

function wordsOf(text: string, runs: readonly Run[], role: Role): Word[] {
	const words: Array<Array<readonly [string, Role]>> = [[]];
	for (const part of captionParts(sanitize(text))) {
		if (part.isName) {
			words.at(-1)?.push(nameSpan(part.text, runs));
			continue;
		}
		for (const [index, piece] of part.text.split(/\s+/).entries()) {
			if (index > 0) words.push([]);
			if (piece !== '') words.at(-1)?.push([piece, role]);
		}
	}
	return words
		.filter((spans) => spans.length > 0)
		.map((spans) => ({spans, width: spans.reduce((sum, [piece]) => sum + widthOf(piece), 0)}));
}

/** The text in lines of at most `columns`. */
export function proseLines(
	text: string,
	columns: number,
	runs: readonly Run[],
	role: Role = 'plain',
): Line[] {
	const lines: Span[][] = [];
	let used = 0;
	for (const {spans, width} of wordsOf(text, runs, role)) {
		const line = lines.at(-1);
		if (line !== undefined && used + 1 + width <= columns) {
			line.push([' ', role], ...spans);
			used += 1 + width;
			continue;
		}
		lines.push(spans.map(([piece, of]): Span => [cut(piece, columns, ''), of]));
		used = Math.min(width, columns);
	}
	return lines;
}
