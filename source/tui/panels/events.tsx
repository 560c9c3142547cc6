// The event log, newest at the bottom, as plain rows: it is long and fast. Under focus a cursor moves over it.

import {EVENTS} from '../../core/index.js';
import {formatCount, formatDuration} from '../../scenario/base/units.js';
import {sanitize} from '../../scenario/base/text.js';
import type {EventLog, LogEntry} from '../event-log.js';
import {matches} from '../filter.js';
import {left, type Line, right} from '../look/text.js';
import {hasCountersOnly, type View} from '../view.js';
import {Lines} from './lines.js';
import type {PanelProps} from './panel.js';
import {rangeOf, titleLine} from './title.js';

/** The entries that match the filter; without one those that do not come in floods. */
export function filteredEvents(log: EventLog, filter: string): LogEntry[] {
	const words = filter.trim();
	return log.entries.filter((entry) => {
		// Single merges are of little interest and very many.
		if (words === '') return EVENTS[entry.kind].comesInFloods !== true;
		return matches(
			`${entry.kind.replaceAll('_', ' ')} ${entry.letter} ${entry.text} ${entry.kernelName}`,
			words,
		);
	});
}

/** The entry under the cursor: 0 is the newest. */
export function eventUnderCursor(view: View): LogEntry | undefined {
	const list = filteredEvents(view.events, view.state.filter);
	return list[list.length - 1 - Math.min(view.state.cursors.events ?? 0, Math.max(0, list.length - 1))];
}

function entryLine(entry: LogEntry, columns: number, isUnder: boolean): Line {
	const time = right(formatDuration(entry.lastNs), 12);
	const name = columns >= 120 ? left(entry.kernelName, 28) : '';
	const again =
		entry.times === 1 ? '' : `, ${formatCount(entry.times)} times since ${formatDuration(entry.timeNs)}`;
	const text = sanitize(entry.text) + again;
	if (isUnder) return [[left(`>${time}  ${left(entry.letter, 4)} ${name}${text}`, columns), 'selected']];
	return [
		[` ${time}  `, 'faint'],
		[left(entry.letter, 4), entry.letter === 'all' ? 'faint' : 'current'],
		` `,
		[name, 'faint'],
		text,
	];
}

/** The log of all runs' events from view.events, the newest at the bottom. */
export function Events({view, columns, rows}: PanelProps) {
	const isFocused = view.state.focus === 'events';
	const list = filteredEvents(view.events, view.state.filter);
	const {leftOut} = view.events;
	const visible = rows - 1;
	const cursor = Math.min(view.state.cursors.events ?? 0, Math.max(0, list.length - 1));
	const under = list.length - 1 - cursor;
	const to = isFocused
		? Math.min(list.length, Math.max(visible, under + 1 + Math.floor(visible / 2)))
		: list.length;
	const from = Math.max(0, to - visible);
	const filter = view.state.filter.trim();
	const example = hasCountersOnly(view) ? 'knob, full scan' : 'merge, stale, split B';
	const hint = filter === '' ? `/ filter (try: ${example})` : `/ ${filter}  (${list.length})`;
	const lines: Line[] = [
		titleLine(view, columns, {
			name: 'events',
			isFocused,
			note: [
				[`${hint} `, 'faint'],
				['  j k move   Enter explain   J jump ', 'faint'],
			],
			tail: [
				[
					` ${rangeOf(from, to, list.length)}${leftOut > 0 ? `, ${formatCount(leftOut)} not listed` : ''} `,
					'faint',
				],
			],
		}),
		...list
			.slice(from, to)
			.map((entry, index) => entryLine(entry, columns, isFocused && from + index === under)),
	];
	if (list.length === 0)
		lines.push([[filter === '' ? ' nothing has happened yet' : ' nothing fits the filter', 'faint']]);
	return <Lines lines={lines} columns={columns} rows={rows} look={view.look} />;
}
