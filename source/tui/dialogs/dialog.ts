// A dialog is a list (or text) in place of the panels until it is closed. The simulation continues. One file per dialog;
// index.ts lists them.

import type {Store} from '../store.js';
import type {Line} from '../look/text.js';
import type {View} from '../view.js';

/** One line of a dialog's list. */
export interface DialogItem {
	/** Unique in the list; identifies ticked items. */
	readonly id: string;
	/** As it is drawn when the cursor is elsewhere. */
	readonly line: Line;
}

/** A dialog: its texts, its list and its keys. */
export interface DialogKind {
	/** The first line of the dialog. */
	title(view: View): string;
	/** The keys of the dialog, for the last line of the screen. */
	readonly hint: string;
	/** Lines above the list. */
	intro?(view: View, columns: number): Line[];
	/** The list, after the filter; drawn from the view in each frame. */
	items(view: View, columns: number): DialogItem[];
	/** Lines below the list about the item under the cursor. */
	about?(view: View, item: DialogItem, columns: number): Line[];
	/** Whether Space ticks items; default false. */
	readonly ticks?: boolean;
	/** Called for Enter, with the item under the cursor. */
	accept?(store: Store, item: DialogItem | undefined): void;
	/** Further keys by their names. */
	readonly keys?: Readonly<Record<string, (store: Store, item: DialogItem | undefined) => void>>;
}
