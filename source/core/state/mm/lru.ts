// The links of the LRU lists (struct lruvec) as a structure of arrays by frame; a THP is linked by its head. Two frames
// of block 0, which are never handed out, are the heads of the lists; 0 is "on no list".

import {PAGES_PER_THP} from '../../base/page-size.js';

/** Head of the inactive list. */
export const INACTIVE = 2;
/** Head of the active list. */
export const ACTIVE = 3;

/** The active and inactive lists of anonymous folios, doubly linked from newest to oldest; one pair for all nodes. */
export interface Lru {
	/** The next older folio. */
	older: Uint32Array;
	/** The next newer folio. */
	newer: Uint32Array;
	/** NR_INACTIVE_ANON. */
	inactivePages: number;
	/** NR_ACTIVE_ANON. */
	activePages: number;
	/** lruvec->nonresident_age: pages evicted or activated so far, by which a refault measures how long the page was out. */
	age: number;
}

/** An empty active and an empty inactive list. */
export function createLru(): Lru {
	const older = new Uint32Array(PAGES_PER_THP);
	const newer = new Uint32Array(PAGES_PER_THP);
	for (const list of [INACTIVE, ACTIVE]) {
		older[list] = list;
		newer[list] = list;
	}
	return {older, newer, inactivePages: 0, activePages: 0, age: 0};
}
