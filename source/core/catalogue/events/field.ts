// What an event holds, field by field. Each kind of field says how a value is stored as a number, how it is read back and
// how it is put in words, so that these cannot disagree. Storing allocates nothing, but for a text that is new.

import type {Slot} from '../../base/brands.js';
import {ERRNOS, type Errno} from '../../base/errno.js';

/** Names for the pages and processes of one machine. */
export interface Wording {
	/** "guest-1 ram page 700 (THP 1)". */
	page(slot: Slot): string;
	/** The name of process `id`; "process 7" where there is none. */
	process(id: number): string;
}

/** A field of an event: its name, how it is stored, and how it reads. */
export interface Field<Name extends string, Value, Word = Value> {
	/** Its key in MachineEvent.fields and in JSON. */
	readonly name: Name;
	/** The number that is stored; `texts` is Events.texts, to which a text field may add. */
	readonly encode: (value: Value, texts: string[]) => number;
	/** The value of a stored number; `texts` is Events.texts. */
	readonly decode: (stored: number, texts: readonly string[]) => Value;
	/** The value as text or JSON shows it. */
	readonly inWords: (value: Value, wording: Wording) => Word;
}

const same = <Value>(value: Value): Value => value;

/** A number, stored as it is. */
export const count = <const Name extends string>(name: Name): Field<Name, number> => ({
	name,
	encode: same,
	decode: same,
	inWords: same,
});

/** A page of a process. */
export const page = <const Name extends string>(name: Name): Field<Name, Slot, string> => ({
	name,
	encode: same,
	decode: (stored) => stored as Slot,
	inWords: (slot, wording) => wording.page(slot),
});

/** A page; null where nothing maps it any more. */
export const pageOrNone = <const Name extends string>(
	name: Name,
): Field<Name, Slot | null, string | null> => ({
	name,
	encode: (slot) => slot ?? 0,
	decode: (stored) => (stored === 0 ? null : (stored as Slot)),
	inWords: (slot, wording) => (slot === null ? null : wording.page(slot)),
});

/** The id of a process; null for all of them. */
export const process = <const Name extends string>(
	name: Name,
): Field<Name, number | null, string | null> => ({
	name,
	encode: (id) => id ?? -1,
	decode: (stored) => (stored < 0 ? null : stored),
	inWords: (id, wording) => (id === null ? null : wording.process(id)),
});

/** One of `names`. */
export const oneOf = <const Name extends string, const Value extends string>(
	name: Name,
	names: readonly Value[],
): Field<Name, Value> => ({
	name,
	encode: (value) => names.indexOf(value),
	decode: (stored) => names[stored],
	inWords: same,
});

const TEXTS_KEPT = 4096;

/** Index of a text; equal texts share one. Beyond TEXTS_KEPT texts: 0, which is "...". */
function keepText(text: string, texts: string[]): number {
	if (texts.length === 0) texts.push('...');
	const known = texts.indexOf(text);
	if (known >= 0) return known;
	return texts.length >= TEXTS_KEPT ? 0 : texts.push(text) - 1;
}

/** Any text, as people wrote it: escape it before printing. */
export const text = <const Name extends string>(name: Name): Field<Name, string> => ({
	name,
	encode: keepText,
	decode: (stored, texts) => texts[stored] ?? '...',
	inWords: same,
});

const ERRNO_NAMES = Object.keys(ERRNOS) as Errno[];

/** The error that a call gave; null for success. */
export const errno = <const Name extends string>(name: Name): Field<Name, Errno | null> => ({
	name,
	encode: (value) => (value === null ? 0 : ERRNO_NAMES.indexOf(value) + 1),
	decode: (stored) => ERRNO_NAMES[stored - 1] ?? null,
	inWords: same,
});
