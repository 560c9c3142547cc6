// The details of one thing: an event with its cause, or a folio page by page. The lines are made when it is opened.

import {sanitize, wrap} from '../../scenario/base/text.js';
import {type Line} from '../look/text.js';
import type {DialogItem, DialogKind} from './dialog.js';

/** Text that Enter has opened in a panel; a line that begins with `|` is not wrapped. */
export const detailDialog: DialogKind = {
	title: () => 'what this is and why',
	hint: 'j k move   Enter or q close',
	items: (view, columns) =>
		(view.state.dialog?.lines ?? [])
			.flatMap((text): Line[] =>
				text.startsWith('|')
					? [[` ${text.slice(1)}`]]
					: text === ''
						? [[]]
						: wrap(sanitize(text), columns - 2).map((line) => [` ${line}`]),
			)
			.map((line, index): DialogItem => ({id: String(index), line})),
	accept(store) {
		store.set({dialog: null});
	},
};
