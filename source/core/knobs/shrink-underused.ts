// /sys/kernel/mm/transparent_hugepage/shrink_underused (split_underused_thp_store, mm/huge_memory.c): queue THPs that
// may be mostly zeros for the shrinker.

import type {Knob} from './knob.js';
import {parseBool} from './parse.js';

export const shrinkUnderused: Knob = {
	name: 'shrink_underused',
	folder: 'transparent_hugepage',
	default: 1,
	range: 'boolean',
	about:
		'1 queues every new THP, so that reclaim may split it if more than khugepaged/max_ptes_none of its pages are zeros. Read when the THP is faulted in or collapsed; THPs that are queued stay queued. In series v1 (patch 3) it also decides whether a split may remap zero pages.',
	source: 'split_underused_thp_store, deferred_split_folio (mm/huge_memory.c)',
	parse: parseBool,
};
