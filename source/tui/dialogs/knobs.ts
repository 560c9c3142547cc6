// All knobs: value, range, default, what each does. Enter asks for a value and writes it to every kernel's machine.

import {KNOBS, type Knob} from '../../core/index.js';
import {wrap} from '../../scenario/base/text.js';
import {matches} from '../filter.js';
import {left, type Span} from '../look/text.js';
import {hasCountersOnly, selectedRun, type View} from '../view.js';
import type {DialogItem, DialogKind} from './dialog.js';

function valueOf(view: View, name: string): string {
	return String(selectedRun(view).knobs()[name] ?? '-');
}

function lineOf(knob: Knob, view: View, columns: number): Span[] {
	const value = valueOf(view, knob.name);
	const isChanged = value !== String(knob.default);
	const cells: Span[] = [
		` ${left(knob.name, columns >= 60 ? 40 : 24)} `,
		[left(value, 14), isChanged ? 'strong' : 'plain'],
	];
	if (columns >= 60) cells.push([` default ${left(String(knob.default), 10)} `, 'faint']);
	if (columns >= 90) cells.push([knob.range, 'faint']);
	return cells;
}

/** Of a real machine those that its kernel has. */
export const knobsOf = (view: View): readonly Knob[] =>
	hasCountersOnly(view) ? KNOBS.filter(({name}) => valueOf(view, name) !== '-') : KNOBS;

/** All knobs with value, default and range; Enter writes one. */
export const knobsDialog: DialogKind = {
	title: (view) =>
		`knobs, as in /sys/kernel/mm; a write goes to ${hasCountersOnly(view) ? 'this machine' : 'every kernel'}`,
	hint: 'j k move   Enter write a value   / filter   o or q close',
	items: (view, columns) =>
		knobsOf(view)
			.filter((knob) => matches(`${knob.name} ${knob.about}`, view.state.filter))
			.map((knob): DialogItem => ({id: knob.name, line: lineOf(knob, view, columns)})),
	about(_view, item, columns) {
		const knob = KNOBS.find(({name}) => name === item.id);
		if (knob === undefined) return [];
		return [
			...wrap(`${knob.folder}/${knob.name}: ${knob.about}`, columns - 2).map((text): Span[] => [` ${text}`]),
			[[` ${knob.range}; default ${knob.default}; ${knob.source}`, 'faint']],
		];
	},
	accept(store, item) {
		if (item === undefined) return;
		const cannot =
			store.session.whyNot('knobs') ?? (store.readOnly ? 'knobs cannot be turned: --read-only' : null);
		if (cannot !== null) {
			store.set({message: {text: cannot, isError: true}});
			return;
		}
		store.set({prompt: {use: 'knob', knob: item.id, label: `write to ${item.id}:`, text: ''}});
	},
};
