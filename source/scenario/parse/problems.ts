// Collects what is wrong with a preset, each with its place. Text of the preset is cleaned before it goes into a message:
// no control characters, none that change the direction of writing, and a limited length.

import {nearest} from '../base/nearest.js';
import type {Problem} from '../scenario.js';
import {sanitize, startOf} from '../base/text.js';

/** A path of field names and list indexes from the preset's root. */
export type Path = ReadonlyArray<string | number>;

/** A place in the text of a preset. */
export interface Place {
	/** From 1. */
	readonly line: number;
	/** From 1, in characters. */
	readonly column: number;
	/** The text that stands there, as written; undefined for lists and maps. */
	readonly text?: string;
}

/** Something wrong, before its place is known: see Problem for the fields. */
export interface Fault {
	/** What is wrong, in words. */
	readonly message: string;
	/** Overrides the text at the place. */
	readonly found?: string | undefined;
	/** What may stand there, in words. */
	readonly allowed?: string | undefined;
	/** Names of which the nearest to what was found is suggested. */
	readonly candidates?: Iterable<string> | undefined;
	/** The fault is the field's name, not its value. */
	readonly key?: boolean;
	/** 1-based column inside the text of the place. */
	readonly column?: number;
}

const LONGEST = 80;
const LONGEST_MESSAGE = 400;
const MAX_PROBLEMS = 20;

/** Makes foreign text fit for a message: control and direction characters as escapes, at most `longest` characters. */
export const clean = (text: string, longest = LONGEST): string => sanitize(startOf(text, longest));

/** The problems of one preset; at most 20 are kept. */
export class Problems {
	/** In the order in which they were found. */
	readonly list: Problem[] = [];
	private readonly seen = new Set<string>();
	private readonly file: string;
	private readonly placeOf: (path: Path, key: boolean) => Place;

	constructor(file: string, placeOf: (path: Path, key: boolean) => Place) {
		this.file = clean(file, LONGEST_MESSAGE);
		this.placeOf = placeOf;
	}

	/** Whether no problem was noted yet. */
	get none(): boolean {
		return this.list.length === 0;
	}

	/** In the order of the text. */
	sorted(): Problem[] {
		return this.list.toSorted((a, b) => a.line - b.line || a.column - b.column);
	}

	/** Notes a fault at a path of the preset. */
	at(path: Path, fault: Fault): void {
		if (this.list.length < MAX_PROBLEMS) this.add(this.placeOf(path, fault.key ?? false), fault);
	}

	/** Notes a fault at a place. The same message at the same place counts once; beyond 20 nothing is added. */
	add(place: Place, fault: Fault): void {
		const found = fault.found ?? place.text;
		const line = Math.max(1, place.line);
		// The column inside a value holds only for plain text in one line; quotes and folding shift it.
		const inside = fault.column !== undefined && place.text !== undefined && !/^["'|>]/.test(place.text);
		const column = Math.max(1, place.column) + (inside ? (fault.column as number) - 1 : 0);
		const key = `${line}:${column}:${fault.message}`;
		if (this.seen.has(key) || this.list.length >= MAX_PROBLEMS) return;
		this.seen.add(key);
		const close = found === undefined || !fault.candidates ? undefined : nearest(found, fault.candidates);
		this.list.push({
			file: this.file,
			line,
			column,
			message: clean(fault.message, LONGEST_MESSAGE),
			found: found === '' ? 'nothing' : found && clean(found),
			allowed: fault.allowed,
			nearest: close,
		});
	}
}
