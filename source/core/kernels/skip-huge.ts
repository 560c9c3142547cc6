// A knob that makes the scan of scan_get_next_rmap_item pass over subpages of large folios. What is passed over has
// no rmap_item and costs no budget; zero pages inside THPs are left to the shrinker.

import type {Kernel} from './kernel.js';
import {mainline} from './mainline.js';

/** mainline with the knob skip_huge_page. */
export const skipHuge: Kernel = {
	...mainline,
	id: 'skip-huge',
	about:
		'As mainline, with a knob skip_huge_page, 1 by default: while it is 1 ksmd passes over large folios and never splits one.',
	source: 'idea of xu.xin in the thread of series v1, 9 June 2026',
	skipsHuge: 'knob',
};
