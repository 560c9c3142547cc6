// The knobs that have a key, with their values: the same in every kernel, since a write goes to all of them.

import {sanitize, widthOf} from '../../scenario/base/text.js';
import {KEYMAP, keyLabel} from '../keys/keymap.js';
import {type Line, type Span} from '../look/text.js';
import {selectedRun, type View} from '../view.js';

const SHOWN: ReadonlyArray<readonly [knob: string, ...commands: string[]]> = [
	['run', 'knobRun'],
	['use_zero_pages', 'knobZero'],
	['smart_scan', 'knobSmart'],
	['shrink_underused', 'knobShrink'],
	['pages_to_scan', 'moreScan', 'lessScan'],
	['sleep_millisecs', 'lessSleep', 'moreSleep'],
];

function keysOf(commands: readonly string[]): string {
	return commands.map((id) => keyLabel(KEYMAP.find((binding) => binding.id === id)?.keys[0] ?? '')).join('');
}

/** A wakeup begins at a tick: sleep_millisecs rounded up to ticks, and one more. */
function wakeupIntervalMs(sleepMs: number, hz: number): number {
	return sleepMs === 0 ? 0 : ((Math.ceil((sleepMs * hz) / 1000) + 1) * 1000) / hz;
}

/** The knobs of the selected run in at most `rows` lines; what does not fit is left out. */
export function knobLines(view: View, rows: number): Line[] {
	const knobs = selectedRun(view).knobs();
	const {columns, state, readOnly, session} = view;
	const {hz} = session.subject;
	const isWide = columns >= 110;
	const entries = SHOWN.map(([knob, ...commands]): Span[] => {
		const value = String(knobs[knob] ?? '-');
		const interval =
			isWide && knob === 'sleep_millisecs' && hz !== null
				? ` (a wakeup each ${Number(wakeupIntervalMs(Number(value), hz).toFixed(2))} ms at HZ ${hz})`
				: '';
		return [
			[keysOf(commands), readOnly ? 'disabled' : 'key'],
			` ${knob} `,
			[value, 'strong'],
			`${interval}   `,
		];
	});
	const extra: Span[] = [
		[keysOf(['allKnobs']), 'key'],
		' all knobs   ',
		...(isWide ? [`max_page_sharing ${knobs['max_page_sharing'] ?? '-'}   `] : []),
		...(state.lastTurned === null ? [] : [[`last: ${sanitize(state.lastTurned)}`, 'faint'] as Span]),
	];
	const heading = session.whyNot('knobs') === null ? ' knobs  ' : ' knobs (only read)  ';
	const lines: Span[][] = [[[heading, 'heading']]];
	let used = heading.length;
	for (const entry of [...entries, extra]) {
		const width = entry.reduce((sum, span) => sum + widthOf(typeof span === 'string' ? span : span[0]), 0);
		// The last write may be cut off, a knob never.
		const needed = entry === extra ? Math.min(width, 12) : width - 3;
		if (used + needed > columns && lines.length < rows) {
			lines.push(['        ']);
			used = 8;
		} else if (used + needed > columns) continue;
		lines.at(-1)?.push(...entry);
		used += width;
	}
	return lines;
}
