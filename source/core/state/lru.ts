// The links of the LRU lists (struct lruvec) as a structure of arrays by frame; a THP is linked by its head. Two frames
// of block 0, which are never handed out, are the heads of the lists; 0 is "on no list".

import {PAGES_PER_THP} from '../base/page-size.js';

export const INACTIVE = 2;
export const ACTIVE = 3;

export interface Lru {
	/** Towards the older folio, and towards the newer. */
	older: Uint32Array;
	newer: Uint32Array;
	inactivePages: number;
	activePages: number;
	/** lruvec->nonresident_age: pages evicted or activated so far, by which a refault tells how long it was away. */
	age: number;
}

export function createLru(): Lru {
	const older = new Uint32Array(PAGES_PER_THP);
	const newer = new Uint32Array(PAGES_PER_THP);
	for (const list of [INACTIVE, ACTIVE]) {
		older[list] = list;
		newer[list] = list;
	}
	return {older, newer, inactivePages: 0, activePages: 0, age: 0};
}
