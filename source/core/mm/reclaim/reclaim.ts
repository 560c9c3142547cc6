// Reclaim (mm/vmscan.c: do_try_to_free_pages, shrink_lruvec, shrink_active_list, inactive_is_low): the inactive list is
// scanned from its old end, gently at first and then ever more of it; the active list follows only while it is the
// longer one. After each round the deferred split shrinker has its turn. Leaves out kswapd, file pages and watermarks:
// reclaim runs when an action asks for pages, or when an allocation finds none at all.

import {complete, isStep, type Steps} from '../../base/steps.js';
import type {Frame} from '../../base/brands.js';
import type {Machine} from '../../state/machine.js';
import {shrinkDeferred} from '../../thp/deferred-scan.js';
import {freePages} from '../page-alloc.js';
import {addToLru, isolateFromLru, oldestIn, setActive} from './lru.js';
import {drainLruBatch} from './lru-batch.js';
import {ACTIVE, INACTIVE, type Lru} from '../../state/mm/lru.js';
import {clearReferences} from './referenced.js';
import {shrinkFolios} from './shrink-folios.js';
import {freeSwapPages} from '../swap/swap-space.js';
import {folioNrPages} from '../folio.js';

/** DEF_PRIORITY: the first round scans one part in 2^12. */
const GENTLEST = 12;
/** SWAP_CLUSTER_MAX: pages scanned at a time, and the least that is reclaimed. */
const CLUSTER = 32;
/** Pages per GiB, by which inactive_is_low measures memory. */
const PAGES_PER_GIB = 262_144;

/** Reclaims until `pages` pages have come free, or nothing more does; returns how many did. */
export function* reclaimPages(m: Machine, pages: number): Steps<number> {
	const {reclaim} = m;
	reclaim.active = true;
	let freed = 0;
	while (freed < pages) {
		yield freed / pages;
		const now = (yield* tryToFree(m, pages - freed, false)) || (yield* tryToFree(m, pages - freed, true));
		if (now === 0) break;
		freed += now;
	}
	reclaim.active = false;
	return freed;
}

/** Frees pages for an allocation that found none; returns whether there is room now. */
export function reclaimFor(m: Machine, pages: number): boolean {
	if (m.reclaim.active) return false;
	complete(reclaimPages(m, Math.max(CLUSTER, pages)));
	return freePages(m.frames) >= pages;
}

/** do_try_to_free_pages: one descent through the priorities. With `force` the active list is scanned whatever its length. */
function* tryToFree(m: Machine, wanted: number, force: boolean): Steps<number> {
	let freed = 0;
	for (let priority = GENTLEST; priority >= 0 && freed < wanted; priority--) {
		drainLruBatch(m);
		freed += yield* shrinkLists(m, priority, wanted - freed, force);
		freed += yield* shrinkDeferred(m, priority);
	}
	return freed;
}

function* shrinkLists(m: Machine, priority: number, wanted: number, force: boolean): Steps<number> {
	const {lru, lazyFreePages} = m.reclaim;
	let lazy = lazyFreePages >>> priority;
	// As long as there is enough to drop, nothing is swapped out (cache_trim_mode).
	const swaps = lru !== null && freeSwapPages(m) > 0 && (lazy === 0 || priority === 0);
	let inactive = swaps ? lru.inactivePages >>> priority : 0;
	let active = swaps && (force || inactiveIsLow(lru)) ? lru.activePages >>> priority : 0;
	let freed = 0;
	for (let rounds = 1; inactive + lazy + active > 0 && freed < wanted; rounds++) {
		if (isStep(rounds * CLUSTER)) yield freed / wanted;
		if (inactive > 0) freed += shrinkInactive(m, Math.min(inactive, CLUSTER));
		if (active > 0) shrinkActive(m, Math.min(active, CLUSTER));
		if (lazy > 0) freed += shrinkLazy(m, Math.min(lazy, CLUSTER));
		inactive = Math.max(0, inactive - CLUSTER);
		active = Math.max(0, active - CLUSTER);
		lazy = Math.max(0, lazy - CLUSTER);
	}
	if (lru !== null && inactiveIsLow(lru)) shrinkActive(m, CLUSTER);
	return freed;
}

/** inactive_is_low: the active list is longer than sqrt(10 n) times the other on n GiB of pages, or just longer below 1 GiB. */
function inactiveIsLow({inactivePages, activePages}: Lru): boolean {
	const gib = Math.floor((inactivePages + activePages) / PAGES_PER_GIB);
	const ratio = gib === 0 ? 1 : Math.floor(Math.sqrt(10 * gib));
	return inactivePages * ratio < activePages;
}

/** Takes folios with `pages` pages, or a few more, off the old end of a list. */
function takeOldest(m: Machine, list: typeof ACTIVE | typeof INACTIVE, pages: number): Frame[] {
	const {lru} = m.reclaim;
	const taken: Frame[] = [];
	for (let left = pages; lru !== null && left > 0;) {
		const folio = oldestIn(lru, list);
		if (folio === 0) break;
		left -= folioNrPages(m.frames, folio);
		isolateFromLru(m, folio);
		taken.push(folio);
	}
	return taken;
}

const shrinkInactive = (m: Machine, pages: number): number =>
	shrinkFolios(m, takeOldest(m, INACTIVE, pages), false);

/** shrink_active_list: the oldest active folios become inactive, their marks of use forgotten. */
function shrinkActive(m: Machine, pages: number): void {
	for (const folio of takeOldest(m, ACTIVE, pages)) {
		clearReferences(m, folio);
		setActive(m, folio, false);
		addToLru(m, folio);
	}
}

/** The folios that MADV_FREE marked, oldest first: those which were used meanwhile start again. */
function shrinkLazy(m: Machine, pages: number): number {
	const {lazyFree} = m.reclaim;
	const taken: Frame[] = [];
	let left = pages;
	for (const folio of lazyFree) {
		if (left <= 0) break;
		left -= folioNrPages(m.frames, folio as Frame);
		taken.push(folio as Frame);
	}
	const freed = shrinkFolios(m, taken, false);
	for (const folio of taken) if (lazyFree.delete(folio)) lazyFree.add(folio);
	return freed;
}
