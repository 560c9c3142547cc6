// /sys/kernel/mm/ksm/use_zero_pages (use_zero_pages_store, mm/ksm.c): merge zero pages with the zeropage itself.

import type {Knob} from './knob.js';
import {orInvalid, parseBool} from './parse.js';

export const useZeroPages: Knob = {
	name: 'use_zero_pages',
	folder: 'ksm',
	default: 0,
	range: 'boolean',
	about:
		'1 maps pages of zeros to the shared zeropage, where ksm_zero_pages counts them; 0 merges them like any other content. It holds for later merges only: pages that are there stay where they are.',
	source: 'use_zero_pages_store, cmp_and_merge_page (mm/ksm.c)',
	parse: (text) => orInvalid(parseBool(text)),
};
