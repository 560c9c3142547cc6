// A check in cmp_and_merge_page after the attempt to merge with the zeropage, before the stable tree is searched. It
// spares the search and the ghost, but neither keeps ksmd to its budget nor mends use_zero_pages 0.

import type {Kernel} from './kernel.js';
import {mainline} from './mainline.js';

/** mainline, and a visit ends if the page now maps the zeropage. */
export const checkZeropage: Kernel = {
	...mainline,
	id: 'check-zeropage',
	about:
		'As mainline, but after a failed merge with the zeropage ksmd ends the visit if the page now maps the zeropage, so that no ghost gets into the unstable tree.',
	source: 'xu.xin in the thread of series v1, 9 June 2026 (in words)',
	checksZeropage: true,
};
