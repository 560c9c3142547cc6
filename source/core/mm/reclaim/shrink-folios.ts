// What reclaim does with folios that it has taken off the lists (mm/vmscan.c, shrink_folio_list): a folio that was used
// stays, one that MADV_FREE marked is dropped, any other is swapped out. A THP that cannot go whole is split, and its
// pages follow at once.

import type {Frame} from '../../base/brands.js';
import type {Machine} from '../../state/machine.js';
import {PAGES_PER_THP} from '../../base/page-size.js';
import {splitFolio} from '../../thp/split.js';
import {FRAME_ALLOCATED, FRAME_IN_LRU_BATCH} from '../../state/mm/frames.js';
import {isLarge, ownerOf, folioNrPages} from '../folio.js';
import {dropLazyFolio} from './lazy-free.js';
import {addToLru, isolateFromLru, setActive} from './lru.js';
import {addToLruBatch, flushNewPages} from './lru-batch.js';
import {checkReferences} from './referenced.js';
import {swapOut, type SwapOutcome} from '../swap/swap-out.js';

/**
 * Reclaims what can be reclaimed of the folios, which are on no list; the others return to the lists. Returns the
 * pages that came free. With `ignoreReferences` recent use protects no folio (MADV_PAGEOUT).
 */
export function shrinkFolios(m: Machine, folios: readonly Frame[], ignoreReferences: boolean): number {
	const {frames} = m;
	const queue = [...folios];
	const putBack = ignoreReferences ? putBackByBatch : addToLru;
	const kept: Frame[] = [];
	let freed = 0;
	for (let i = 0; i < queue.length; i++) {
		const folio = queue[i];
		const pages = folioNrPages(frames, folio);
		switch (shrinkFolio(m, folio, ignoreReferences)) {
			case 'freed': {
				freed += pages;
				break;
			}
			case 'split': {
				freed += queueSubpages(m, folio, queue);
				break;
			}
			case 'keep': {
				kept.push(folio);
				break;
			}
			default: {
				setActive(m, folio, true);
				kept.push(folio);
			}
		}
	}
	for (const folio of kept) putBack(m, folio);
	return freed;
}

/** folio_putback_lru: what MADV_PAGEOUT could not reclaim returns by way of the CPU's LRU-add batch. */
function putBackByBatch(m: Machine, folio: Frame): void {
	if (!isLarge(m.frames, folio)) {
		addToLruBatch(m, folio);
		return;
	}
	flushNewPages(m);
	addToLru(m, folio);
}

function shrinkFolio(m: Machine, folio: Frame, ignoreReferences: boolean): SwapOutcome {
	if (!ignoreReferences) {
		const verdict = checkReferences(m, folio);
		if (verdict !== 'reclaim') return verdict;
	}
	if (m.reclaim.lazyFree.has(folio)) return dropLazyFolio(m, folio);
	const outcome = swapOut(m, folio);
	if (outcome !== 'split') return outcome;
	return splitFolio(m, folio, 'reclaim', 1, ownerOf(m.frames, folio)) ? 'split' : 'activate';
}

/** Appends the pages of a folio that was just split; those that the split freed are counted. */
function queueSubpages(m: Machine, head: Frame, queue: Frame[]): number {
	let left = 0;
	for (let i = 0; i < PAGES_PER_THP; i++) {
		const page = (head + i) as Frame;
		if ((m.frames.flags[page] & FRAME_ALLOCATED) === 0) continue;
		left++;
		queue.push(page);
	}
	return PAGES_PER_THP - left;
}

/** Takes a folio off its list for shrinkFolios; false if it is on none. */
export function isolate(m: Machine, folio: Frame): boolean {
	if ((m.frames.flags[folio] & FRAME_IN_LRU_BATCH) !== 0) return false;
	if (m.reclaim.lru === null || m.reclaim.lazyFree.has(folio)) return true;
	return isolateFromLru(m, folio);
}
