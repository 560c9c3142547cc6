// The whole of series v1: both conditions must hold, each on its own. They are tested independently: the knob when
// the folio is split, the VMA for each PTE.

import type {Kernel} from './kernel.js';
import {mainline} from './mainline.js';

/** v1-mergeable and v1-underused together. */
export const v1: Kernel = {
	...mainline,
	id: 'v1',
	about:
		'As mainline, but a split remaps zero subpages only while shrink_underused is 1, and never those in a mergeable VMA while run is 1.',
	source: 'series v1 of "MM: Tighten control over zero-page remapping" as a whole (Nico Pache, 9 June 2026)',
	sparesMergeableWhileKsmRuns: true,
	needsShrinkUnderused: true,
};
