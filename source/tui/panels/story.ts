// What is going on: the preset's caption while it is news, why the session stopped, and the story told by the numbers.
// Sentences that do not fit whole are left out, but for the first.

import {narrate} from '../story.js';
import {sanitize, type Line, wrap} from '../text.js';
import type {View} from '../view.js';

/** As many sentences as fit in `rows` lines. */
function fitting(sentences: readonly string[], columns: number, rows: number): string[] {
	let text = '';
	for (const sentence of sentences) {
		const longer = text === '' ? sentence : `${text} ${sentence}`;
		if (text !== '' && wrap(longer, columns).length > rows) continue;
		text = longer;
	}
	return wrap(text, columns).slice(0, rows);
}

export function storyLines(view: View, rows: number): Line[] {
	const {columns, state, caption, look} = view;
	const lines: Line[] = [];
	if (state.stopped !== null) lines.push([[` stopped at ${sanitize(state.stopped)}`, 'warning']]);
	if (caption !== null) {
		for (const text of wrap(`${look.glyphs.caption} ${sanitize(caption)}`, columns - 2))
			lines.push([[` ${text}`, 'caption']]);
	}
	const left = rows - lines.length;
	const story = left > 0 ? fitting(narrate(view), columns - 2, left) : [];
	return [...lines, ...story.map((text): Line => [` ${text}`])].slice(0, rows);
}
