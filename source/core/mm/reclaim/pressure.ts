// What "memory is short" means where a rule depends on it: reclaim is at work, or free memory is below the low watermark,
// which is taken to be one part in 256 of memory (min_free_kbytes and the gap above it come to about that on a 4 GiB host).

import type {Machine} from '../../state/machine.js';
import {freePages} from '../page-alloc.js';

const LOW_WATERMARK_SHARE = 256;

/** Whether memory is short now. */
export function memoryIsShort(m: Machine): boolean {
	return m.reclaim.active || freePages(m.frames) < m.config.memoryPages / LOW_WATERMARK_SHARE;
}
