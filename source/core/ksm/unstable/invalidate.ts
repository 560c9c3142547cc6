// As long as no item of the unstable tree loses its page or changes its content, a search is a look-up by content and
// the tree's shape does not matter. The moment before that changes, the true tree is built from the log of the scan.

import type {Machine} from '../../state/machine.js';
import type {Slot} from '../../base/brands.js';
import {CHECKSUM_FROM_PAGE, ITEM_SEQ, ITEM_UNSTABLE} from '../../state/slots.js';
import {saveChecksum} from '../checksum.js';
import {buildUnstableTree} from './unstable-tree.js';

/** Whether the slot's item is in the tree of the full scan under way (and not only counted since the last one). */
export function isInUnstableTree(m: Machine, slot: Slot): boolean {
	const item = m.slots.item[slot];
	return (item & ITEM_UNSTABLE) !== 0 && ((item & ITEM_SEQ) !== 0) === ((m.ksm.passes & 1) === 1);
}

/** To be called before the page of a slot goes, moves or changes its content. */
export function invalidateSlot(m: Machine, slot: Slot): void {
	const item = m.slots.item[slot];
	if ((item & (ITEM_UNSTABLE | CHECKSUM_FROM_PAGE)) === 0) return;
	if (!m.ksm.unstable.built && isInUnstableTree(m, slot)) buildUnstableTree(m);
	saveChecksum(m, slot);
}
