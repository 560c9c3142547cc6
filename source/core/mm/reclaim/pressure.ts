// What "memory is short" means where a rule depends on it: reclaim is at work, or kswapd would be awake. It is woken when
// free memory falls below the low watermark and sleeps again above the high one (mm/page_alloc.c,
// calculate_min_free_kbytes, __setup_per_zone_wmarks; mm/khugepaged.c, set_recommended_min_free_kbytes; mm/vmscan.c,
// pgdat_balanced). One zone; no kswapd runs here.

import type {Machine, MachineConfig} from '../../state/machine.js';
import {PAGE_BYTES, PAGES_PER_THP} from '../../base/page-size.js';
import {freePages} from '../page-alloc.js';

const KIB = 1024;
/** Bounds of min_free_kbytes as the kernel computes it. */
const MIN_FREE_KBYTES = {least: 128, most: 262_144};

/** While THPs are enabled khugepaged raises min_free_kbytes: 2 page blocks, and 9 for the migrate types; at most 1/20 of memory. */
const RECOMMENDED_MIN_PAGES = 11 * PAGES_PER_THP;
const RECOMMENDED_SHARE = 20;

/** min_free_kbytes in pages, as the kernel computes it and khugepaged raises it. */
function computedMinFree(memoryPages: number, hasThps: boolean): number {
	const memoryKbytes = (memoryPages * PAGE_BYTES) / KIB;
	const wanted = Math.floor(Math.sqrt(memoryKbytes * 16));
	const minKbytes = Math.min(Math.max(wanted, MIN_FREE_KBYTES.least), MIN_FREE_KBYTES.most);
	const computed = Math.floor((minKbytes * KIB) / PAGE_BYTES);
	const recommended = Math.min(RECOMMENDED_MIN_PAGES, Math.floor(memoryPages / RECOMMENDED_SHARE));
	return hasThps ? Math.max(computed, recommended) : computed;
}

/**
 * Watermarks of a machine with `memoryPages` pages of memory, all in pages: with vm.min_free_kbytes as the kernel computes
 * it, or as the preset sets it, and vm.watermark_scale_factor.
 */
export function watermarks(
	memoryPages: number,
	hasThps: boolean,
	{minFreePages, watermarkScaleFactor}: Pick<MachineConfig, 'minFreePages' | 'watermarkScaleFactor'>,
): {min: number; low: number; high: number} {
	const min = minFreePages ?? computedMinFree(memoryPages, hasThps);
	const gap = Math.max(min >>> 2, Math.floor((memoryPages * watermarkScaleFactor) / 10_000));
	return {min, low: min + gap, high: min + 2 * gap};
}

/** Whether memory is short now. Remembers on which side of the two watermarks it last was. */
export function memoryIsShort(m: Machine): boolean {
	const {reclaim} = m;
	const free = freePages(m.frames);
	const {low, high} = watermarks(m.config.memoryPages, m.knobs.enabled !== 'never', m.config);
	if (free < low) reclaim.belowHigh = true;
	else if (free > high) reclaim.belowHigh = false;
	return reclaim.active || reclaim.belowHigh;
}
