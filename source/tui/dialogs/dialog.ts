// What a dialog is: a list (or text) that takes the place of the panels until it is closed. The simulation goes on behind
// it. One file per dialog; the registry beside this file knows them all.

import type {Store} from '../store.js';
import type {Line} from '../look/text.js';
import type {View} from '../view.js';

export interface DialogItem {
	/** Unique in the list; what gets ticked. */
	readonly id: string;
	readonly line: Line;
}

export interface DialogKind {
	title(view: View): string;
	/** What the keys do here. */
	readonly hint: string;
	/** Lines above the list. */
	intro?(view: View, columns: number): Line[];
	items(view: View, columns: number): DialogItem[];
	/** Lines below the list about the item under the cursor. */
	about?(view: View, item: DialogItem, columns: number): Line[];
	/** Whether blank ticks items. */
	readonly ticks?: boolean;
	/** Enter. */
	accept?(store: Store, item: DialogItem | undefined): void;
	/** Further keys. */
	readonly keys?: Readonly<Record<string, (store: Store, item: DialogItem | undefined) => void>>;
}
