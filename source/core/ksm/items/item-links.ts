// The links of rmap_items into the trees, which take memory only while an item is stable or the unstable tree is built. No
// part of the kernel, where they lie in the rmap_item.

import type {Slots} from '../../state/mm/slots.js';

/** Makes sure that items have links: before the first is stable, or the unstable tree is built. */
export function ensureLinks(slots: Slots): void {
	if (slots.node.length > 0) return;
	slots.node = new Uint32Array(slots.pte.length);
	slots.left = new Uint32Array(slots.pte.length);
	slots.right = new Uint32Array(slots.pte.length);
}

/** Frees the memory of the links. No item may be stable or in a built tree. */
export function releaseLinks(slots: Slots): void {
	slots.node = new Uint32Array(0);
	slots.left = new Uint32Array(0);
	slots.right = new Uint32Array(0);
}
