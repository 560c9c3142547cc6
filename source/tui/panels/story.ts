// What is going on, in plain words: the preset's caption while it is news, why the session stopped, and the session's
// own account of what its numbers show.

import {harmless, type Line, wrap} from '../text.js';
import type {View} from '../view.js';

export function storyLines(view: View, rows: number): Line[] {
	const {columns, state, caption, look} = view;
	const lines: Line[] = [];
	if (state.stopped !== null) lines.push([[` stopped: ${harmless(state.stopped)}`, 'warning']]);
	if (caption !== null) {
		for (const text of wrap(`${look.glyphs.caption} ${harmless(caption)}`, columns - 2))
			lines.push([[` ${text}`, 'caption']]);
	}
	const story = wrap(view.session.storyLines().join(' '), columns - 2);
	return [...lines.slice(0, rows), ...story.map((text): Line => [` ${text}`])].slice(0, rows);
}
