// The line of text that can be typed: a filter, a condition, a breakpoint, a knob's value.

import {sanitize} from '../../scenario/base/text.js';
import {parseBreakpoint} from '../dialogs/breakpoints.js';
import type {KeyName} from '../keys/keys.js';
import type {Store} from '../store.js';
import {tryWrite} from './knobs.js';
import {runUntil} from './time.js';

const LONGEST = 200;

function accept(store: Store): void {
	const {prompt} = store.state;
	if (prompt === null) return;
	const text = prompt.text.trim();
	if (prompt.use === 'filter') {
		store.set({
			prompt: null,
			filter: text,
			cursors: {...store.state.cursors, events: 0, compare: 0, processes: 0},
		});
		return;
	}
	store.set({prompt: null});
	if (text === '') return;
	// After an error the text stays, so that it can be corrected.
	const reopen = (problem: string): void => store.set({prompt: {...prompt, problem}});
	let problem: string | null = null;
	if (prompt.use === 'condition') problem = runUntil(store, text);
	else if (prompt.use === 'knob') tryWrite(store, prompt.knob ?? '', text, reopen);
	else {
		const parsed = parseBreakpoint(text);
		if ('problem' in parsed) problem = parsed.problem;
		else store.session.simulation?.addBreakpoint(parsed.kind);
	}
	if (problem !== null) reopen(problem);
}

/** Handles a key in the open prompt: text, Enter, Escape, Backspace, Ctrl-U. */
export function typeInto(store: Store, key: KeyName): void {
	const {prompt} = store.state;
	if (prompt === null) return;
	if (key === 'enter') accept(store);
	else if (key === 'escape') store.set({prompt: null});
	else if (key === 'backspace') store.set({prompt: {...prompt, text: prompt.text.slice(0, -1)}});
	else if (key === 'ctrl-u') store.set({prompt: {...prompt, text: ''}});
	else if (key === 'space' || [...key].length === 1) insert(store, key === 'space' ? ' ' : key);
}

/** Inserts typed or pasted text into the prompt; without a prompt it is ignored. */
export function insert(store: Store, text: string): void {
	const {prompt} = store.state;
	if (prompt !== null)
		store.set({prompt: {...prompt, text: (prompt.text + sanitize(text)).slice(0, LONGEST)}});
}
