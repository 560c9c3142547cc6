// A kind of event: a row of a table beside this file says what it holds, how it reads, why it happens, and under which
// names a kernel shows it.

import {groupDigits} from '../../base/group-digits.js';
import type {Field} from './field.js';

// Fields of all kinds lie in one list: what each holds is known by its own type.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
/** A field whose name and value are not known to the compiler. */
export type AnyField = Field<string, any, any>;

/** What the fields hold, by name. */
export type Values<Fields extends readonly AnyField[]> = {
	readonly [F in Fields[number] as F['name']]: ReturnType<F['decode']>;
};

/** The same in words. */
export type Words<Fields extends readonly AnyField[]> = {
	readonly [F in Fields[number] as F['name']]: ReturnType<F['inWords']>;
};

/** The same in the order of the fields: what recording takes. */
export type Arguments<Fields extends readonly AnyField[]> = {
	[At in keyof Fields]: ReturnType<Fields[At]['decode']>;
};

/** At most three, so that recording takes plain arguments. */
type UpToThree = readonly [AnyField?, AnyField?, AnyField?];

/** What is said of a kind of event. */
export interface EventText<Fields extends readonly AnyField[]> {
	/** The event in one line, without time and kernel. */
	readonly text: (words: Words<Fields>) => string;
	/** Why it happens, in a few sentences with the kernel's own functions. */
	readonly explanation: string;
	/** Tracepoints of include/trace/events where there are any, else the vmstat counter or function that shows it. */
	readonly kernelNames: readonly [string, ...string[]];
	/** Which of kernelNames it is, where there are several. */
	readonly kernelName?: (values: Values<Fields>) => string;
	/** So frequent that it would push other events off the screen: logs leave it out unless asked for it. */
	readonly comesInFloods?: true;
}

/** One row; its key in the table is the kind. */
export interface EventRow<Fields extends readonly AnyField[]> extends EventText<Fields> {
	/** One named `page` is the page that the event is about. */
	readonly fields: Fields;
}

/** "1 page", "2 pages": for texts. */
export const many = (count: number, noun: string): string =>
	`${groupDigits(count)} ${noun}${count === 1 ? '' : 's'}`;

/** Makes a row: types the words of `row` by `fields`, of which there are at most three. */
export const event = <const Fields extends readonly AnyField[] & UpToThree>(
	fields: Fields,
	row: EventText<Fields>,
): EventRow<Fields> => ({fields, ...row});
