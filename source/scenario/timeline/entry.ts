// Compiles a timeline entry: when it fires, what it does, in the order in which its fields were written, and what it
// asks of the viewer.

import type {Action} from '../../core/index.js';
import {startOf} from '../base/text.js';
import {compileField} from './actions.js';
import {readCondition, type EntryContext} from './entry-context.js';
import type {Path} from '../parse/problems.js';
import type {Condition} from '../conditions.js';
import type {TimelineEntry, ViewerActions} from '../scenario.js';
import {actionFields, type ActionData, type ActionName, type EntryData} from '../schema/timeline-schema.js';

const LONGEST_TEXT = 400;

function viewerOf(entry: EntryData): ViewerActions | undefined {
	const {speed, pause, mark, caption} = entry;
	if (speed === undefined && !pause && mark === undefined && caption === undefined) return undefined;
	return {
		...(speed === undefined ? {} : {speed}),
		...(pause ? {pause} : {}),
		...(mark === undefined ? {} : {mark}),
		...(caption === undefined ? {} : {caption}),
	};
}

/** The entry in one line, at most 400 characters. */
const entryText = (raw: unknown): string => startOf(JSON.stringify(raw), LONGEST_TEXT);

const isAction = (name: string): name is ActionName => Object.hasOwn(actionFields, name);

/** Compiles an entry. `raw` is the same entry as it was written: the order of its fields is the order of the actions. */
export function compileEntry(
	entry: EntryData,
	raw: object,
	id: number,
	context: EntryContext,
	path: Path,
): TimelineEntry {
	const actions: Action[] = [];
	let pressureUntil: Condition | undefined;
	const names = Object.keys(raw).filter((name) => isAction(name));
	for (const name of names) {
		// It is in the raw entry, so it is in the checked one.
		const data = (entry as unknown as ActionData)[name];
		const made = compileField(name, data, {
			...context,
			path: [...path, name],
			fails: entry.fails,
			setUntil(condition) {
				pressureUntil = condition;
			},
		});
		actions.push(...made);
	}
	const when = entry.when === undefined ? undefined : readCondition(entry.when, context, [...path, 'when']);
	const viewer = viewerOf(entry);
	if (names.length === 0 && !viewer)
		context.problems.at(path, {
			message: 'an entry that does nothing',
			allowed: 'an action, or speed, pause, mark or caption',
		});
	return {
		id,
		...(entry.at === undefined ? {} : {at: entry.at}),
		...(when === undefined ? {} : {when}),
		actions,
		...(viewer === undefined ? {} : {viewer}),
		...(entry.fails === undefined ? {} : {fails: entry.fails}),
		...(pressureUntil === undefined ? {} : {pressureUntil}),
		text: entryText(raw),
	};
}
