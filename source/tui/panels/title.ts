// The first line of a panel: its name, a note, and a thin rule to the right edge, so that panels need no frames.

import {formatCount} from '../../scenario/base/units.js';
import {lineWidth, type Line, type Span} from '../look/text.js';
import type {View} from '../view.js';

/** What the first line of a panel holds. */
export interface Title {
	/** The panel's name, sometimes with its unit. */
	readonly name: string;
	/** Whether the panel has the focus, which a glyph and a colour show. */
	readonly isFocused: boolean;
	/** Text after the name: a legend, a hint. */
	readonly note?: Line;
	/** At the right edge, above the figures below. */
	readonly tail?: Line;
}

/** The note is cut where there is no room for it; the tail stays. */
export function titleLine(
	{look}: View,
	columns: number,
	{name, isFocused, note = [], tail = []}: Title,
): Line {
	const {rule, focus} = look.glyphs;
	const head: Span[] = isFocused ? [[`${focus}${name} `, 'focused']] : [[` ${name} `, 'heading']];
	const room = columns - lineWidth(head) - lineWidth(tail);
	const kept: Span[] = [];
	for (const span of note) {
		if (lineWidth([...kept, span]) > room - 2) {
			dropLoneGlyph(kept);
			break;
		}
		kept.push(span);
	}
	const used = lineWidth(kept);
	const fill = Math.max(0, room - used - (used > 0 ? 1 : 0));
	return [...head, ...(used > 0 ? [' ', ...kept] : []), [rule.repeat(fill), 'rule'], ...tail];
}

/** Removes a glyph at the end of a legend whose words had no room. */
function dropLoneGlyph(kept: Span[]): void {
	if (kept.length > 0 && lineWidth([kept[kept.length - 1]]) === 1) kept.pop();
}

/** "4-12 of 21" where a list of `count` is not shown whole, else "21". */
export function rangeOf(from: number, to: number, count: number): string {
	if (count === 0) return 'none';
	const all = formatCount(count);
	return to - from >= count ? all : `${formatCount(from + 1)}-${formatCount(Math.min(to, count))} of ${all}`;
}
