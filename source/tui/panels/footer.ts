// The last line: a prompt while something is typed, the latest message, else the keys, made from the keymap. As many as
// fit, the most useful first.

import {sanitize, wrap} from '../../scenario/base/text.js';
import {isPossible} from '../commands/availability.js';
import {DIALOGS} from '../dialogs/index.js';
import {bindingOf, keyLabel, KEYMAP} from '../keys/keymap.js';
import {cut, left, type Line, lineWidth, type Span} from '../look/text.js';
import type {View} from '../view.js';

interface Hint {
	readonly keys: string;
	readonly text: string;
}

function hints(view: View): Hint[] {
	const {columns} = view;
	const listed = KEYMAP.filter(
		(binding) => binding.footer !== undefined && isPossible(view, binding.id),
	).sort((one, other) => (one.footer ?? 0) - (other.footer ?? 0));
	const all: Hint[] = [];
	for (const binding of listed) {
		// Slower and faster share a word.
		if (binding.id === 'faster') continue;
		if (binding.id === 'slower')
			all.push({keys: `${binding.keys[0]} ${bindingOf('.')?.keys[0] ?? ''}`, text: 'speed'});
		else all.push({keys: keyLabel(binding.keys[0]), text: binding.short});
	}
	// Help and quit are always there; the rest as far as it fits.
	const always = all.filter(({text}) => text === 'help' || text === 'quit');
	const widthOfHint = (hint: Hint): number => hint.keys.length + hint.text.length + 3;
	let room = columns - 1 - always.reduce((sum, hint) => sum + widthOfHint(hint), 0);
	const kept = new Set<Hint>(always);
	for (const hint of all) {
		if (kept.has(hint)) continue;
		if (widthOfHint(hint) > room) break;
		room -= widthOfHint(hint);
		kept.add(hint);
	}
	return [...all.filter((hint) => kept.has(hint) && !always.includes(hint)), ...always];
}

/** Lines above the last one: the error of a prompt, or all but the last line of a message. */
export function noticeLines({state, columns}: View): Line[] {
	const {prompt, message} = state;
	if (prompt !== null) {
		if (prompt.problem === undefined) return [];
		return wrap(sanitize(prompt.problem), columns - 2).map((text): Line => [
			[left(` ${text}`, columns), 'error'],
		]);
	}
	if (message === null) return [];
	return wrap(sanitize(message.text), columns - 2)
		.slice(0, -1)
		.map((text): Line => [[left(` ${text}`, columns), message.isError ? 'error' : 'message']]);
}

/** "A: building the unstable tree, 43 %; keys that change something wait". */
function underWayText({what, done, isCancellable}: NonNullable<View['underWay']>): string {
	const share = done > 0 ? `, ${Math.floor(Math.min(1, done) * 100)} %` : '';
	return `${what}${share}; ${isCancellable ? 'Esc cancels' : 'keys that change something wait'}`;
}

/** The last line: the prompt, the message, the work in progress, a dialog's keys, or the keys of the view. */
export function footerLine(view: View): Line {
	const {columns, state} = view;
	if (state.prompt !== null) {
		const {label, text} = state.prompt;
		const shown = text.slice(-Math.max(8, columns - 20));
		const room = columns - shown.length - 4;
		const hint = room - label.length > 36 ? '   Enter accepts, Ctrl-U clears' : '';
		return [[` ${cut(label, room)} `, 'key'], shown, ['_', 'selected'], [hint, 'faint']];
	}
	if (state.message !== null) {
		const {text, isError} = state.message;
		const last = wrap(sanitize(text), columns - 2).at(-1) ?? '';
		return [[left(` ${last}`, columns), isError ? 'error' : 'message']];
	}
	if (view.underWay !== null) return [[left(` ${underWayText(view.underWay)}`, columns), 'message']];
	if (state.dialog !== null) return [[` ${DIALOGS[state.dialog.id].hint}`, 'key']];
	const line: Span[] = [' '];
	for (const {keys, text} of hints(view)) line.push([keys, 'key'], ` ${text}  `);
	return lineWidth(line) > columns ? line.slice(0, -1) : line;
}
