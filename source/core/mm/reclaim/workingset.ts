// Refaults (mm/workingset.c): a page that comes back from swap so soon that a longer active list would have kept it is
// put on that list at once.

import type {Frame} from '../../base/brands.js';
import type {Machine} from '../../state/machine.js';
import {FRAME_ACTIVE} from '../../state/mm/frames.js';

/** The age to remember, its low 32 bits, for `pages` pages that are evicted now (workingset_eviction). */
export function ageOfEviction(m: Machine, pages: number): number {
	const {lru} = m.reclaim;
	if (lru === null) return 0;
	const {age} = lru;
	lru.age += pages;
	return age >>> 0;
}

/** A page evicted at `age` is back, not on a list yet (workingset_refault). */
export function recordRefault(m: Machine, page: Frame, age: number): void {
	const {lru} = m.reclaim;
	if (lru === null || (lru.age - age) >>> 0 > lru.activePages) return;
	m.frames.flags[page] |= FRAME_ACTIVE;
	lru.age++;
}
