// The first line of a panel: its name, what belongs to it, and a thin rule to the right edge, which costs no row.

import {formatCount} from '../../scenario/base/units.js';
import {lineWidth, type Line, type Span} from '../look/text.js';
import type {View} from '../view.js';

export interface Title {
	readonly name: string;
	readonly isFocused: boolean;
	/** After the name: a legend, a hint. */
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
	let used = 0;
	for (const span of note) {
		const width = lineWidth([span]);
		if (used + width > room - 2) break;
		used += width;
		kept.push(span);
	}
	const fill = Math.max(0, room - used - (used > 0 ? 1 : 0));
	return [...head, ...(used > 0 ? [' ', ...kept] : []), [rule.repeat(fill), 'rule'], ...tail];
}

/** "4-12 of 21" where a list of `count` is not shown whole, else "21". */
export function rangeOf(from: number, to: number, count: number): string {
	if (count === 0) return 'none';
	const all = formatCount(count);
	return to - from >= count ? all : `${formatCount(from + 1)}-${formatCount(Math.min(to, count))} of ${all}`;
}
