// KSM opts out at its first split site only (try_to_merge_one_page), as an incomplete patch might do. The other site, at
// the end of cmp_and_merge_page, is the one that two zero pages of one folio reach, and where the slow regime begins.

import type {Kernel} from './kernel.js';
import {mainline} from './mainline.js';
import {allBut} from './sites.js';

/** mainline, and try_to_merge_one_page does not ask for the remap. */
export const ksmOptOutMergeOnly: Kernel = {
	...mainline,
	id: 'ksm-opt-out-merge-only',
	about:
		'As ksm-opt-out, but the second split site, for two equal pages of one folio, is forgotten: with use_zero_pages 0 and THPs of zeros it behaves as mainline in every recorded run.',
	source: 'measured, to show that both sites must opt out',
	remap: allBut('ksm'),
};
