// /sys/kernel/mm/transparent_hugepage/khugepaged/defrag (defrag_store, mm/khugepaged.c).

import type {Knob} from './knob.js';
import {parseFlag} from './parse.js';

export const khugepagedDefrag: Knob = {
	name: 'khugepaged/defrag',
	folder: 'transparent_hugepage',
	default: 1,
	range: '0 or 1',
	about:
		'Whether khugepaged may reclaim to get a free 2 MiB block. Compaction is not modelled: a block is there as long as 512 pages are free.',
	source: 'defrag_store, alloc_hugepage_khugepaged_gfpmask (mm/khugepaged.c)',
	parse: parseFlag,
};
