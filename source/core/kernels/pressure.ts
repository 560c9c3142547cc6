// Large folios are left alone unless memory is short, which the thread does not define. Our reading: as long as kswapd
// would be awake, from the low watermark to the high one, and while an allocation reclaims.

import type {Kernel} from './kernel.js';
import {skipHuge} from './skip-huge.js';

/** skip-huge, except while memory is short. */
export const pressure: Kernel = {
	...skipHuge,
	id: 'pressure',
	about:
		'As skip-huge while memory is not short; while it is, ksmd scans and splits THPs as mainline does. Our reading of short: from the moment at which free memory is below the low watermark until it is above the high one, and while reclaim is at work. machine: min_free and watermark_scale_factor set the watermarks.',
	source: 'thought of Zi Yan in the thread of series v1, 9 June 2026; what counts as short is our reading',
	skipsHuge: 'unless-pressure',
};
