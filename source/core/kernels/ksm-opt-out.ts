// KSM opts out: neither try_to_merge_one_page nor the retry at the end of cmp_and_merge_page asks for the remap.
// Splits by others remap as before, also in mergeable VMAs. No code for it has been posted; the rule is what the
// thread describes.

import type {Kernel} from './kernel.js';
import {mainline} from './mainline.js';
import {allBut} from './sites.js';

/** mainline, and neither split site of KSM asks for the remap. */
export const ksmOptOut: Kernel = {
	...mainline,
	id: 'ksm-opt-out',
	about: 'As mainline, but the splits that KSM asks for never remap, at both of its split sites.',
	source:
		'the alternative named beside the RFC and favoured at the end of the thread of series v1 (9 June 2026); proposed by Lance Yang, 14 May 2026',
	remap: allBut('ksm', 'ksm_same_folio'),
};
