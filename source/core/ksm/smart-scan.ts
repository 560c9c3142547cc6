// Smart scan (mm/ksm.c, should_skip_rmap_item, skip_age; since 6.7): pages that did not merge are visited less and less
// often, by an age and a number of skips that each rmap_item carries. From 7.3 both are forgotten when an item leaves the
// stable tree.

import type {Slot, Frame} from '../base/brands.js';
import type {Machine} from '../state/machine.js';
import {ITEM_STABLE, ITEM_UNSTABLE, type Slots} from '../state/mm/slots.js';
import {isKsm} from '../mm/folio.js';
import {removeItemFromTree} from './stable/items.js';

/** Visits that every item gets before any is skipped. */
const FREE_VISITS = 3;
/** Age ends here. */
const OLDEST = 255;

/** How many visits in a row are skipped at an age. */
function skipsAtAge(age: number): number {
	if (age <= 3) return 1;
	if (age <= 5) return 2;
	return age <= 8 ? 4 : 8;
}

/** Ages an item by a visit, and returns whether that visit is skipped: if its remaining skips were not 0. */
export function ageItem({age, skips}: Pick<Slots, 'age' | 'skips'>, slot: number): boolean {
	const before = age[slot];
	if (before < OLDEST) age[slot] = before + 1;
	if (skips[slot] !== 0) {
		skips[slot]--;
		return true;
	}
	if (before >= FREE_VISITS) skips[slot] = skipsAtAge(before);
	return false;
}

/** Whether this visit is skipped; ages the item. A skipped item leaves the unstable tree. */
export function shouldSkip(m: Machine, slot: Slot, page: number): boolean {
	const {slots} = m;
	if (isKsm(m.frames, page as Frame)) return false;
	if ((slots.item[slot] & ITEM_STABLE) !== 0 && m.since['7.3']) return false;
	if (!ageItem(slots, slot)) return false;
	m.ksm.pagesSkipped++;
	if ((slots.item[slot] & (ITEM_STABLE | ITEM_UNSTABLE)) !== 0) removeItemFromTree(m, slot);
	return true;
}
