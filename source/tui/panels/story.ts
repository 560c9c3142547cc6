// What is going on, in words: the preset's caption, what the latest step, knob or action did (or why the session stopped),
// and sentences from the figures. Each has its own line; sentences that do not fit whole are left out, except the first.

import {narrate} from '../story.js';
import {type Line, type Span} from '../look/text.js';
import {proseLines} from '../look/prose.js';
import type {Role} from '../look/theme.js';
import type {View} from '../view.js';

/** The text in at most `rows` lines: cut after a clause where it does not fit, never inside a figure. */
function clausesFitting(text: string, columns: number, rows: number, view: View, role?: Role): Line[] {
	const linesOf = (shown: string): Line[] => proseLines(shown, columns, view.runs, role);
	let shown = text;
	for (let end = text.length; linesOf(shown).length > rows;) {
		end = Math.max(text.lastIndexOf(', ', end - 1), text.lastIndexOf('; ', end - 1));
		if (end <= 0) return linesOf(text).slice(0, rows);
		shown = `${text.slice(0, end)} ${view.look.glyphs.ellipsis}`;
	}
	return linesOf(shown);
}

/** As many sentences as fit in `rows` lines. */
function fitting(sentences: readonly string[], columns: number, rows: number, view: View): Line[] {
	let text = '';
	for (const sentence of sentences) {
		const longer = text === '' ? sentence : `${text} ${sentence}`;
		if (text !== '' && proseLines(longer, columns, view.runs).length > rows) continue;
		text = longer;
	}
	return clausesFitting(text, columns, rows, view);
}

const indented = (lines: readonly Line[], mark: string, role: Role): Line[] =>
	lines.map((line, index): Line => {
		const first: Span = [index === 0 ? ` ${mark} ` : '   ', role];
		return [first, ...line];
	});

/** Rows that the caption on the screen takes, at most `most`. */
export function captionRows({caption, columns, runs}: View, most: number): number {
	return caption === null ? 0 : Math.min(most, proseLines(caption, columns - 4, runs).length);
}

function happenedLine(view: View): {text: string; role: Role} | null {
	const {state, happened} = view;
	if (state.stopped !== null) return {text: `stopped at ${state.stopped}`, role: 'notice'};
	if (happened === null) return null;
	return {text: happened.text, role: happened.isEnd ? 'notice' : 'plain'};
}

/** At most `rows` lines: the caption, what the latest step or knob did, and the story, in this order. */
export function storyLines(view: View, rows: number): Line[] {
	const {columns, caption, look, runs} = view;
	const {caption: captionMark, happened: happenedMark} = look.glyphs;
	const news = happenedLine(view);
	const captionLines =
		caption === null ? [] : proseLines(caption, columns - 4, runs, 'caption').slice(0, Math.max(1, rows - 1));
	const newsLines =
		news === null || captionLines.length >= rows
			? []
			: clausesFitting(news.text, columns - 4, Math.max(1, rows - captionLines.length - 1), view, news.role);
	const left = rows - captionLines.length - newsLines.length;
	const story = left > 0 ? fitting(narrate(view), columns - 2, left, view) : [];
	return [
		...indented(captionLines, captionMark, 'caption'),
		...indented(newsLines, happenedMark, news?.role ?? 'plain'),
		...story.map((line): Line => [' ', ...line]),
	].slice(0, rows);
}
