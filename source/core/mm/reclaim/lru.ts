// The inactive and active lists of anonymous folios (mm/swap.c, mm/vmscan.c), from which reclaim takes the oldest. One
// pair of lists serves all NUMA nodes; the unevictable list and the multi-generational LRU are left out.

import type {Frame} from '../../base/brands.js';
import type {Machine} from '../../state/machine.js';
import {PAGES_PER_THP} from '../../base/page-size.js';
import {enlarged} from '../../base/enlarged.js';
import {FRAME_ACTIVE, FRAME_REFERENCED} from '../../state/mm/frames.js';
import {ACTIVE, INACTIVE, type Lru} from '../../state/mm/lru.js';
import {folioNrPages} from '../folio.js';

const isListed = (lru: Lru, folio: number): boolean => folio < lru.older.length && lru.older[folio] !== 0;

function link(lru: Lru, folio: number, newer: number): void {
	const older = lru.older[newer];
	lru.older[newer] = folio;
	lru.newer[folio] = newer;
	lru.older[folio] = older;
	lru.newer[older] = folio;
}

function unlink(lru: Lru, folio: number): void {
	const older = lru.older[folio];
	const newer = lru.newer[folio];
	lru.older[newer] = older;
	lru.newer[older] = newer;
	lru.older[folio] = 0;
	lru.newer[folio] = 0;
}

function count(m: Machine, lru: Lru, folio: Frame, sign: 1 | -1): void {
	const pages = sign * folioNrPages(m.frames, folio);
	if ((m.frames.flags[folio] & FRAME_ACTIVE) === 0) lru.inactivePages += pages;
	else lru.activePages += pages;
}

/** Puts a folio at the newest end of the list that its active flag names; one that MADV_FREE marked waits elsewhere. */
export function addToLru(m: Machine, folio: Frame): void {
	const {lru, lazyFree} = m.reclaim;
	if (lru === null || lazyFree.has(folio)) return;
	if (folio >= lru.older.length) {
		lru.older = enlarged(lru.older, m.frames.flags.length);
		lru.newer = enlarged(lru.newer, m.frames.flags.length);
	}
	link(lru, folio, (m.frames.flags[folio] & FRAME_ACTIVE) === 0 ? INACTIVE : ACTIVE);
	count(m, lru, folio, 1);
}

/** Takes a folio off its list, if it is on one (folio_isolate_lru). Returns whether it was. */
export function isolateFromLru(m: Machine, folio: Frame): boolean {
	const {lru} = m.reclaim;
	if (lru === null || !isListed(lru, folio)) return false;
	unlink(lru, folio);
	count(m, lru, folio, -1);
	return true;
}

/** Takes MADV_FREE's mark off a folio; returns whether it had one. */
export function unmarkLazy(m: Machine, folio: Frame): boolean {
	if (!m.reclaim.lazyFree.delete(folio)) return false;
	m.reclaim.redirtied.delete(folio);
	m.reclaim.lazyFreePages -= folioNrPages(m.frames, folio);
	return true;
}

/** A folio that is freed leaves the lists. */
export function forgetInLru(m: Machine, folio: Frame): void {
	if (m.reclaim.lazyFree.size > 0) unmarkLazy(m, folio);
	isolateFromLru(m, folio);
}

/** The oldest folio of a list, or 0. */
export function oldestIn(lru: Lru, list: typeof INACTIVE | typeof ACTIVE): Frame {
	const folio = lru.newer[list];
	return (folio === list ? 0 : folio) as Frame;
}

/** Changes whether a folio is active, and moves it to the newest end of that list if it is on one. */
export function setActive(m: Machine, folio: Frame, active: boolean): void {
	const {flags} = m.frames;
	const wasListed = isolateFromLru(m, folio);
	if (active) flags[folio] |= FRAME_ACTIVE;
	else flags[folio] &= ~FRAME_ACTIVE;
	if (wasListed) addToLru(m, folio);
	if (active && m.reclaim.lru !== null) m.reclaim.lru.age += folioNrPages(m.frames, folio);
}

/** folio_mark_accessed: the first time a folio becomes referenced, the second time active. */
export function markAccessed(m: Machine, folio: Frame): void {
	const {flags} = m.frames;
	if ((flags[folio] & FRAME_REFERENCED) === 0) flags[folio] |= FRAME_REFERENCED;
	else if ((flags[folio] & FRAME_ACTIVE) === 0) {
		flags[folio] &= ~FRAME_REFERENCED;
		setActive(m, folio, true);
	}
}

/**
 * A THP has just become 512 base pages: they take its place in its list, the first one the oldest
 * (lru_add_split_folio, formerly lru_add_page_tail).
 */
export function splitInLru(m: Machine, head: Frame): void {
	const {flags} = m.frames;
	const kept = flags[head] & (FRAME_ACTIVE | FRAME_REFERENCED);
	if (kept !== 0) for (let i = 1; i < PAGES_PER_THP; i++) flags[head + i] |= kept;
	const {lazyFree, redirtied, lru} = m.reclaim;
	for (const marks of [lazyFree, redirtied])
		if (marks.has(head)) for (let i = 1; i < PAGES_PER_THP; i++) marks.add(head + i);
	if (lru === null || !isListed(lru, head)) return;
	const newer = lru.newer[head];
	for (let page = head + 1; page < head + PAGES_PER_THP; page++) link(lru, page, newer);
}
