// Large folios are left alone unless memory is short: reclaim is at work or free memory is below the low watermark.
// The thread does not say what short means.

import type {Kernel} from './kernel.js';
import {skipHuge} from './skip-huge.js';

export const pressure: Kernel = {
	...skipHuge,
	id: 'pressure',
	about: 'As skip-huge while memory is not short; while it is, ksmd scans and splits THPs as mainline does.',
	source: 'thought of Zi Yan in the thread of series v1, 9 June 2026; when memory is short is ours to say',
	skipsHuge: 'unless-pressure',
};
