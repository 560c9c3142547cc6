// The deferred split shrinker (mm/huge_memory.c, deferred_split_scan, thp_underused; mm/shrinker.c, do_shrink_slab). It
// splits THPs of which part was unmapped, and THPs that are mostly zeros. One queue: NUMA nodes and memcgs have none
// of their own here.

import type {Steps} from '../base/steps.js';
import type {Frame} from '../base/brands.js';
import type {Machine} from '../state/machine.js';
import {countsAsZero} from '../mm/content-order.js';
import {freePages} from '../mm/page-alloc.js';
import {FRAME_HWPOISON, FRAME_TAGGED, THP_PARTIALLY_MAPPED, THP_QUEUED} from '../state/mm/frames.js';
import {leaveDeferredQueue} from '../mm/rmap/ptes.js';
import {PAGES_PER_THP} from '../base/page-size.js';
import {splitFolio} from './split.js';
import {isFolioMlocked} from '../mm/reclaim/referenced.js';

/** SHRINK_BATCH. */
const BATCH = 128;

/**
 * One round at a reclaim priority (12 gentle .. 0 all there is): do_shrink_slab for this shrinker alone. What a gentle
 * round leaves undone is carried over to the next. Returns the pages that came free.
 */
export function* shrinkDeferred(m: Machine, priority: number): Steps<number> {
	const {thp} = m;
	const count = thp.deferred.size;
	if (count === 0) return 0;
	const freeBefore = freePages(m.frames);
	const carried = thp.shrinkerCarried;
	const delta = 2 * (count >>> priority);
	let total = Math.min((carried >>> priority) + delta, 2 * count);
	let scanned = 0;
	while (total >= BATCH || total >= count) {
		yield scanned / (scanned + total);
		const batch = Math.min(BATCH, total);
		if (!scanQueue(m, batch)) break;
		total -= batch;
		scanned += batch;
		if (total === 0) break;
	}
	thp.shrinkerCarried = Math.min(Math.max(carried + delta - scanned, 0), 2 * count);
	return freePages(m.frames) - freeBefore;
}

/** Scans up to `folios` folios from the queue's head; false when nothing was split and nothing is left (SHRINK_STOP). */
function scanQueue(m: Machine, folios: number): boolean {
	const {deferred} = m.thp;
	const isolated: number[] = [];
	for (const head of deferred) {
		if (isolated.length === folios) break;
		isolated.push(head);
	}
	let split = 0;
	const kept: number[] = [];
	for (const head of isolated.toReversed()) {
		const outcome = splitQueued(m, head as Frame);
		if (outcome === 'split') split++;
		else if (outcome === 'keep') kept.push(head);
	}
	// What stays queued moves to the tail.
	for (const head of kept) {
		deferred.delete(head);
		deferred.add(head);
	}
	return split > 0 || deferred.size > 0;
}

/** Splits a folio of the queue if it is partially mapped or underused; says whether it leaves the queue (drop). */
function splitQueued(m: Machine, head: Frame): 'split' | 'keep' | 'drop' {
	const isPartial = (m.frames.blockFlags[head >>> 9] & THP_PARTIALLY_MAPPED) !== 0;
	if (!isPartial && (isFolioMlocked(m, head) || !isUnderused(m, head))) {
		leaveDeferredQueue(m, head);
		return 'drop';
	}
	if (splitFolio(m, head, 'shrinker')) {
		if (!isPartial) m.vm.thp_underused_split_page++;
		return 'split';
	}
	if (isPartial) return 'keep';
	if ((m.frames.blockFlags[head >>> 9] & THP_QUEUED) !== 0) leaveDeferredQueue(m, head);
	return 'drop';
}

/**
 * thp_underused: more zero subpages than khugepaged would accept as holes; on mainline never at 511, the default
 * of max_ptes_none.
 */
function isUnderused(m: Machine, head: Frame): boolean {
	const {frames, config} = m;
	const maxPtesNone = m.knobs['khugepaged/max_ptes_none'];
	if (config.earlyExit511 && maxPtesNone === PAGES_PER_THP - 1) return false;
	const refused = config.mte === 'skip-folio' ? FRAME_HWPOISON | FRAME_TAGGED : FRAME_HWPOISON;
	for (let i = 0; i < PAGES_PER_THP; i++) if ((frames.flags[head + i] & refused) !== 0) return false;
	let zeros = 0;
	let filled = 0;
	for (let i = 0; i < PAGES_PER_THP; i++) {
		if (countsAsZero(m, (head + i) as Frame)) {
			if (++zeros > maxPtesNone) return true;
		} else if (++filled >= PAGES_PER_THP - maxPtesNone) return false;
	}
	return false;
}
