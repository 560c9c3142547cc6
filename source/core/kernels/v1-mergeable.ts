// Patches 1 and 2 of series v1: the remap tests for each PTE whether KSM runs and the VMA is VM_MERGEABLE. The cause of the
// split makes no difference, only the VMA that maps the page, so that the PTEs of a forked page may fare differently.

import type {Kernel} from './kernel.js';
import {mainline} from './mainline.js';

/** mainline, and no remap in mergeable VMAs while ksmd runs. */
export const v1Mergeable: Kernel = {
	...mainline,
	id: 'v1-mergeable',
	about:
		'As mainline, but a subpage in a mergeable VMA is not remapped while run is 1, no matter what asked for the split: its zero pages are left to KSM.',
	source:
		'series v1 of "MM: Tighten control over zero-page remapping", patches 1 and 2 (Nico Pache, 9 June 2026)',
	sparesMergeableWhileKsmRuns: true,
};
