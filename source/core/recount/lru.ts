// Recounts the LRU lists: every folio in use is on one, in the LRU-add batch or marked by MADV_FREE; and the swap cache.

import type {Frame} from '../base/brands.js';
import type {Machine} from '../state/machine.js';
import {
	BLOCK_THP,
	FRAME_ACTIVE,
	FRAME_ALLOCATED,
	FRAME_IN_LRU_BATCH,
	FRAME_SWAPCACHE,
} from '../state/mm/frames.js';
import {ACTIVE, INACTIVE} from '../state/mm/lru.js';
import {PAGES_PER_THP} from '../base/page-size.js';
import type {ExpectEqual} from './expect-equal.js';

/** LRU lists, batches, MADV_FREE marks and the swap cache: each folio on exactly one list. */
export function recountLru(m: Machine, expectEqual: ExpectEqual): void {
	const {frames, reclaim} = m;
	const listed = new Set<number>();
	let misplaced = 0;
	for (const list of [INACTIVE, ACTIVE]) {
		if (reclaim.lru === null) break;
		const {older, inactivePages, activePages} = reclaim.lru;
		let pages = 0;
		for (let folio = older[list]; folio !== list && !listed.has(folio); folio = older[folio]) {
			listed.add(folio);
			pages += frames.blockState[folio >>> 9] === BLOCK_THP ? PAGES_PER_THP : 1;
			if (((frames.flags[folio] & FRAME_ACTIVE) !== 0) !== (list === ACTIVE)) misplaced++;
		}
		expectEqual(
			list === ACTIVE ? 'active pages' : 'inactive pages',
			list === ACTIVE ? activePages : inactivePages,
			pages,
		);
	}
	let lazyPages = 0;
	let inCache = 0;
	for (let frame = PAGES_PER_THP; frame < frames.blocks * PAGES_PER_THP; frame++) {
		const isThp = frames.blockState[frame >>> 9] === BLOCK_THP;
		const isFolio = (frames.flags[frame] & FRAME_ALLOCATED) !== 0 && (!isThp || frame % PAGES_PER_THP === 0);
		if (!isFolio) {
			if (listed.has(frame) || reclaim.lazyFree.has(frame)) misplaced++;
			continue;
		}
		const isLazy = reclaim.lazyFree.has(frame);
		if (isLazy) lazyPages += isThp ? PAGES_PER_THP : 1;
		if ((frames.flags[frame] & FRAME_SWAPCACHE) !== 0) {
			inCache++;
			const slot = reclaim.swap.cache.get(frame as Frame) ?? 0;
			if (reclaim.swap.cached.get(slot) !== frame) misplaced++;
		}
		const isListed = listed.has(frame);
		const isElsewhere = isLazy || (frames.flags[frame] & FRAME_IN_LRU_BATCH) !== 0;
		if (isListed && isElsewhere) misplaced++;
		if (reclaim.lru !== null && !isListed && !isElsewhere) misplaced++;
	}
	expectEqual('folios on a wrong list, or on none', 0, misplaced);
	expectEqual('pages that MADV_FREE marked', reclaim.lazyFreePages, lazyPages);
	expectEqual('pages in the swap cache', reclaim.swap.cache.size, inCache);
}
