// KSM opts out at its first split site only (try_to_merge_one_page), as a hasty patch might do. The forgotten site is
// the one that a same-folio pair of zeros reaches, which is just how the slow regime begins.

import type {Kernel} from './kernel.js';
import {mainline} from './mainline.js';
import {allBut} from './sites.js';

export const ksmOptOutMergeOnly: Kernel = {
	...mainline,
	id: 'ksm-opt-out-merge-only',
	about:
		'As ksm-opt-out, but the second split site, for two equal pages of one folio, is forgotten: with use_zero_pages 0 and THPs of zeros it behaves as mainline in every recorded run.',
	source: 'measured, to show that both sites must opt out',
	remap: allBut('ksm'),
};
