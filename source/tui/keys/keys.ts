// From Ink's input events to the names of keys. A held key or a paste arrives as one event with many characters: each is a
// key, except inside a bracketed paste, which is text for a prompt and ignored elsewhere.

import type {Key} from 'ink';
import {functionKeyNumber} from './key-decoder.js';

/** 'a', 'A', '+', 'space', 'enter', 'ctrl-c', 'left', 'pageup' ... */
export type KeyName = string;

const NAMED: ReadonlyArray<[keyof Key, KeyName]> = [
	['upArrow', 'up'],
	['downArrow', 'down'],
	['leftArrow', 'left'],
	['rightArrow', 'right'],
	['pageUp', 'pageup'],
	['pageDown', 'pagedown'],
	['home', 'home'],
	['end', 'end'],
	['return', 'enter'],
	['backspace', 'backspace'],
	// Most terminals send 0x7F for the backspace key.
	['delete', 'backspace'],
	['escape', 'escape'],
];

const CONTROL: Readonly<Record<string, KeyName>> = {
	' ': 'space',
	'\t': 'tab',
	'\r': 'enter',
	'\n': 'enter',
	'\b': 'backspace',
	'\u007F': 'backspace',
};

function nameOf(char: string): KeyName | null {
	const number = functionKeyNumber(char);
	if (number > 0) return `f${number}`;
	const named = CONTROL[char];
	if (named !== undefined) return named;
	const code = char.codePointAt(0) ?? 0;
	if (code < 0x20) return `ctrl-${String.fromCharCode(code + 0x60)}`;
	return code >= 0x7f && code < 0xa0 ? null : char;
}

/** The keys of one input event, in order. Sequences that mean nothing here give none. */
export function keysOf(input: string, key: Key): KeyName[] {
	for (const [flag, name] of NAMED) if (key[flag] === true) return [name];
	if (key.tab) return [key.shift ? 'shift-tab' : 'tab'];
	if (key.ctrl) return input.length === 1 ? [`ctrl-${input}`] : [];
	// What is left of an escape sequence that Ink does not know, or Alt with a key.
	if (key.meta || /^\[[\d;?<]*[A-Za-z~]$/.test(input) || /^O[A-Z]$/.test(input)) return [];
	const names: KeyName[] = [];
	for (const char of input) {
		const name = nameOf(char);
		if (name !== null) names.push(name);
	}
	return names;
}

/** One input event: keys, or the text of a bracketed paste. */
export type Input = {readonly keys: KeyName[]} | {readonly pasted: string};

/** Separates keys from bracketed pastes, whose begin and end arrive as inputs of their own. */
export function createInputReader(): (input: string, key: Key) => Input {
	let isPasting = false;
	let pasted = '';
	return (input, key) => {
		if (input.endsWith('[200~')) {
			isPasting = true;
			pasted = '';
			return {keys: []};
		}
		if (isPasting) {
			if (!input.endsWith('[201~')) {
				pasted += input;
				return {keys: []};
			}
			isPasting = false;
			return {pasted};
		}
		return {keys: keysOf(input, key)};
	};
}
