// Smart scan: pages that did not merge are visited less and less often (mm/ksm.c, should_skip_rmap_item, skip_age).

import type {Slot} from '../brands.js';
import type {Machine} from '../machine.js';
import {ITEM_STABLE, ITEM_UNSTABLE} from '../memory/slots.js';
import {isKsm} from '../memory/frames.js';
import {removeItemFromTree} from './stable-items.js';

/** Visits that every item gets before any is skipped. */
const FREE_VISITS = 3;

/** How many visits in a row are skipped at an age. */
function skipsAtAge(age: number): number {
	if (age <= 3) return 1;
	if (age <= 5) return 2;
	return age <= 8 ? 4 : 8;
}

/** Whether this visit is skipped; ages the item. A skipped item leaves the unstable tree. */
export function shouldSkip(m: Machine, slot: Slot, page: number): boolean {
	const {slots} = m;
	if (isKsm(m.frames, page as never)) return false;
	if (m.config.ksmAge === '7.3' && (slots.item[slot] & ITEM_STABLE) !== 0) return false;
	const age = slots.age[slot];
	if (age < 255) slots.age[slot] = age + 1;
	if (age < FREE_VISITS) return false;
	if (slots.skips[slot] === 0) {
		slots.skips[slot] = skipsAtAge(age);
		return false;
	}
	m.ksm.pagesSkipped++;
	slots.skips[slot]--;
	if ((slots.item[slot] & (ITEM_STABLE | ITEM_UNSTABLE)) !== 0) removeItemFromTree(m, slot);
	return true;
}
