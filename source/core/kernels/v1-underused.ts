// Patch 3 of series v1: __folio_split asks for the remap only while the underused shrinker is on. The knob is read
// when the folio is split, whatever the split was for.

import type {Kernel} from './kernel.js';
import {mainline} from './mainline.js';

/** mainline, and a remap needs shrink_underused 1. */
export const v1Underused: Kernel = {
	...mainline,
	id: 'v1-underused',
	about: 'As mainline, but a split remaps zero subpages only while shrink_underused is 1.',
	source:
		'series v1 of "MM: Tighten control over zero-page remapping", patch 3 (Nico Pache, 9 June 2026, suggested by David Hildenbrand)',
	needsShrinkUnderused: true,
};
