// /sys/kernel/mm/ksm/smart_scan (smart_scan_store, mm/ksm.c): skip pages that have not merged for long.

import type {Knob} from './knob.js';
import {orInvalid, parseBool} from './parse.js';

export const smartScan: Knob = {
	name: 'smart_scan',
	folder: 'ksm',
	default: 1,
	range: 'boolean',
	about:
		'1 skips a page that does not merge in more and more full scans: it is visited in scans 1, 2, 3, 4, 6, 9, 14, 23 and then every 9th. A skipped page leaves the unstable tree and costs no budget.',
	source: 'smart_scan_store, should_skip_rmap_item, skip_age (mm/ksm.c)',
	parse: (text) => orInvalid(parseBool(text)),
};
