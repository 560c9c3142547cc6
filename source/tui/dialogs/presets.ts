// The presets that ship. Enter plays one from its start.

import {wrap} from '../../scenario/base/text.js';
import {matches} from '../filter.js';
import {left, type Line} from '../look/text.js';
import type {DialogKind} from './dialog.js';

/** The presets that ship; Enter opens one. */
export const presetsDialog: DialogKind = {
	title: (view) => `presets; this is ${view.session.subject.name}`,
	hint: 'j k move   Enter play   / filter   p or q close',
	items: (view, columns) =>
		view
			.presets()
			.filter(({name, about}) => matches(`${name} ${about}`, view.state.filter))
			.map(({name, about}) => ({
				id: name,
				line: [` ${left(name, 24)} `, [columns >= 60 ? about : '', 'faint']] as Line,
			})),
	about: (view, item, columns) =>
		wrap(view.presets().find(({name}) => name === item.id)?.about ?? '', columns - 2).map((text): Line => [
			` ${text}`,
		]),
	accept(store, item) {
		if (item !== undefined) void store.open({preset: item.id});
	},
};
